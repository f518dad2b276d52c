"""Makes speech heard: on this machine's sound device, and where there is none as WAV files."""

import shutil
import subprocess
from pathlib import Path

from skill.speaker import voice
from skill.speaker.session import Turn

FOLDER = Path("build/speech")
_PLAYERS = (("paplay",), ("aplay", "-q"), ("afplay",))
"""PulseAudio's and ALSA's players, and that of macOS. Each takes a file's name."""
_PATIENCE = 120
"""Seconds after which a sound device that does not play is given up."""


class Aloud:
    """Speaks turns in the voice of a locale. Raises voice.NoVoice when there is none."""

    def __init__(self, locale: str, folder: Path = FOLDER) -> None:
        self._locale = locale
        self._folder = folder
        self._player = next((player for player in _PLAYERS if shutil.which(player[0])), None)
        voice.engine()
        folder.mkdir(parents=True, exist_ok=True)

    def speak(self, turn: Turn) -> str:
        """Speak a turn; returns the file that holds it where it could not be played, or nothing."""
        if not turn.ssml:
            return ""
        path = self._folder / f"turn-{turn.turn:03}.wav"
        path.write_bytes(voice.say(turn.ssml, self._locale))
        if self._played(path):
            path.unlink()
            return ""
        return str(path)

    def _played(self, path: Path) -> bool:
        if self._player is None:
            return False
        try:
            done = subprocess.run([*self._player, str(path)], capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 - a known player, our own file
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0
