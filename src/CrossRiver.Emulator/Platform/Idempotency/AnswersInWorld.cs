namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>The answers that a world keeps.</summary>
internal static class AnswersInWorld
{
    extension(World world)
    {
        /// <summary>Gets the answers to calls with idempotency keys. Thread-safe.</summary>
        public KeptAnswers KeptAnswers => world.Part<KeptAnswers>();
    }
}
