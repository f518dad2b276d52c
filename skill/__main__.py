"""The command line: python -m skill talk | understand | interview | rulebook | model | prove | desk."""

import argparse
import sys
from collections.abc import Sequence

from skill.content import ContentError, check, library
from skill.rules import RulebookError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        check.check()
        status: int = options.run(options)
    except (ContentError, RulebookError) as error:
        print(f"Spine Check cannot start: {error}", file=sys.stderr)
        return 2
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m skill", description="Spine Check on your desk: no Amazon account needed.")
    commands = parser.add_subparsers(required=True, metavar="command")

    talk = commands.add_parser("talk", help="hold a conversation: a line a turn, a blank line is silence")
    _with_locale(talk)
    talk.add_argument("--screen", action="store_true", help="play a device with a screen")
    talk.add_argument("--json", action="store_true", help="print one JSON object a turn")
    talk.set_defaults(run=_talk)

    understand = commands.add_parser(
        "understand", help='read JSON lines {"text", "asked"}, print what each means; English is understood alike in every locale'
    )
    _with_locale(understand)
    understand.set_defaults(run=_understand)

    interview = commands.add_parser("interview", help="print the questions in order, with what each can lead to")
    _with_locale(interview)
    interview.set_defaults(run=_interview)

    rulebook = commands.add_parser("rulebook", help="print findings, questions, rules, tiers, advice and sources")
    _with_locale(rulebook)
    rulebook.add_argument("--json", action="store_true", help="for programs")
    rulebook.set_defaults(run=_rulebook)

    model = commands.add_parser("model", help="write the skill package to interaction_model/")
    model.add_argument("--check", action="store_true", help="write nothing; fail when it is stale or breaks a rule")
    model.set_defaults(run=_model)

    prove = commands.add_parser("prove", help="hold the rulebook and the dialogue to their theorems, in a minute or two")
    prove.add_argument("part", nargs="?", choices=("all", "rules", "dialogue"), default="all")
    prove.set_defaults(run=_prove)

    desk = commands.add_parser("desk", help="serve a page to talk to, on this machine only")
    desk.add_argument("--port", type=int, default=5000)
    desk.set_defaults(run=_desk)
    return parser


def _with_locale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--locale", choices=library.LOCALES, default=library.DEFAULT_LOCALE)


# Each command imports what it needs itself: `understand` must not wait for Flask, nor `talk` for the reports.


def _talk(options: argparse.Namespace) -> int:
    from skill.speaker import terminal

    return terminal.talk(options.locale, has_screen=options.screen, as_json=options.json)


def _understand(options: argparse.Namespace) -> int:
    from skill.reports import understand

    return understand.run(sys.stdin, sys.stdout)


def _interview(options: argparse.Namespace) -> int:
    from skill.reports import interview

    print(interview.text(options.locale))
    return 0


def _rulebook(options: argparse.Namespace) -> int:
    from skill.reports import rulebook

    print(rulebook.as_json(options.locale) if options.json else rulebook.text(options.locale))
    return 0


def _model(options: argparse.Namespace) -> int:
    from skill.reports import package

    return package.check() if options.check else package.write()


def _prove(options: argparse.Namespace) -> int:
    from skill.proofs import report

    return report.run(options.part)


def _desk(options: argparse.Namespace) -> int:
    from skill.speaker import page

    page.serve(options.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
