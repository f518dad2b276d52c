"""Writes every test conversation as a transcript, in every locale it is played in."""

from pathlib import Path

from tests.conversations.play import scripts, transcript

FOLDER = Path("build/transcripts")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for script in scripts():
        for locale in script.locales:
            (FOLDER / f"{script.name}.{locale}.txt").write_text(transcript(script, locale), encoding="utf-8")
    print(f"{len(scripts())} conversations are in {FOLDER}/")


if __name__ == "__main__":
    main()
