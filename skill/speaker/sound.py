"""What a microphone sends: a short WAV file. It is kept in memory, for as long as it takes to listen to it."""

import io
import wave

RATE = 16_000
"""Samples a second, as the recognizer's acoustic model needs them."""
MOST_SECONDS = 6
"""Enough for a short answer. Noise takes longer to listen to than it lasts."""
_SAMPLE_BYTES = 2
MOST_BYTES = MOST_SECONDS * RATE * _SAMPLE_BYTES + 1024
"""The longest recording with its header."""


class BadAudio(ValueError):
    """It cannot be listened to. The message says why, in words for a person."""


def samples(upload: bytes) -> bytes:
    """The 16 bit samples of a WAV file, 16 kHz and mono. Raises BadAudio for anything else."""
    if not upload:
        raise BadAudio("There is no sound in this. Send a WAV file: 16 kHz, mono, 16 bit.")
    if len(upload) > MOST_BYTES:
        raise BadAudio(f"This is longer than {MOST_SECONDS} seconds. Say it in fewer words.")
    try:
        with wave.open(io.BytesIO(upload)) as file:
            form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            frames: bytes = file.readframes(file.getnframes())
    except (wave.Error, EOFError, RuntimeError):
        raise BadAudio("This is not a WAV file. Send one: 16 kHz, mono, 16 bit.") from None
    if form != (RATE, 1, _SAMPLE_BYTES):
        rate, channels, width = form
        raise BadAudio(f"This is {rate} Hz, {channels} channels, {8 * width} bit. It must be 16000 Hz, mono, 16 bit.")
    if not frames:
        raise BadAudio("There is no sound in this.")
    return frames[: len(frames) // _SAMPLE_BYTES * _SAMPLE_BYTES]
