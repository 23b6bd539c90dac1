[assembly: PrintStories]
