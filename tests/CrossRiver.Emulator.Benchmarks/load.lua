-- The load that wrk makes, and its results as one line of JSON.
-- Without arguments: GETs of the URL. With "paths" and a file: GETs of the paths in it, in turns. With "same" and a body: POSTs of it. With a body and a first number: POSTs of the body, in each of them the next number
-- of nine digits in place of the two placeholders. With a rate behind them: as many of these a second, and no more.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long nanoseconds; } moment; int clock_gettime(int clock, moment *now);")

local placeholder = "@@@@@@@@@"
local head, middle, tail, number
local requests, nextRequest = {}, 0
local interval, due

function init(args)
  if args[1] == "paths" then
    for path in io.lines(args[2]) do
      requests[#requests + 1] = wrk.format("GET", path)
    end
    request = nextGet
  elseif args[1] == "same" then
    requests[1] = wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, args[2])
    request = nextGet
  elseif args[1] then
    local text = wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, args[1])
    head, middle, tail = text:match("^(.-)" .. placeholder .. "(.-)" .. placeholder .. "(.*)$")
    number = tonumber(args[2])
    request = nextPost
    if args[3] then
      interval = 1000 / tonumber(args[3])
      delay = untilNext
    end
  end
end

-- In milliseconds. A request that is late is sent at once, and moves none of the later ones.
function untilNext()
  local clock = ffi.new("moment")
  ffi.C.clock_gettime(1, clock)
  local now = tonumber(clock.seconds) * 1000 + tonumber(clock.nanoseconds) / 1000000
  due = (due or now) + interval
  return math.max(0, math.floor(due - now))
end

function nextGet()
  nextRequest = nextRequest % #requests + 1
  return requests[nextRequest]
end

function nextPost()
  local digits = string.format("%09d", number)
  number = number + 1
  return head .. digits .. middle .. digits .. tail
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"durationMicroseconds":%d,"p50Microseconds":%.0f,"p99Microseconds":%.0f,"failed":%d}\n',
    summary.requests,
    summary.duration,
    latency:percentile(50),
    latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
