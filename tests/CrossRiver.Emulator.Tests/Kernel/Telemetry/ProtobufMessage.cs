using System.Buffers.Binary;
using System.Text;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>A message of protobuf, read without its schema: what it says of each numbered field.</summary>
public sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtobufMessage(byte[] message)
    {
        for (var position = 0; position < message.Length;)
        {
            var key = ReadVarint(message, ref position);
            var length = (int)(key & 7) switch
            {
                Varint => 0,
                Fixed64 => 8,
                Bytes => (int)ReadVarint(message, ref position),
                Fixed32 => 4,
                var type => throw new InvalidDataException($"Protobuf has no type {type}."),
            };
            var number = (key & 7) is Varint ? ReadVarint(message, ref position) : 0;
            _fields.Add(((int)(key >> 3), number, message[position..(position + length)]));
            position += length;
        }
    }

    /// <summary>Every message in a repeated field.</summary>
    public IEnumerable<ProtobufMessage> All(int field) => Find(field).Select(found => new ProtobufMessage(found.Bytes));

    public string Text(int field) => Encoding.UTF8.GetString(Raw(field));

    public string Hex(int field) => Convert.ToHexStringLower(Raw(field));

    public long Number(int field) => Find(field) is [var found, ..] ? (long)found.Number : 0;

    public long FixedNumber(int field) => Raw(field) is [_, ..] bytes ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;

    public double FixedDouble(int field) => BitConverter.Int64BitsToDouble(FixedNumber(field));

    public bool Has(int field) => Find(field) is not [];

    private byte[] Raw(int field) => Find(field) is [var found, ..] ? found.Bytes : [];

    private List<(int Field, ulong Number, byte[] Bytes)> Find(int field) => _fields.FindAll(found => found.Field == field);

    private static ulong ReadVarint(byte[] message, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[position++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }
}
