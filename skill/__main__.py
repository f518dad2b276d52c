"""The command line: python -m skill talk, understand, interview, rulebook, overmatch, model, prove, package, desk or serve."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from skill.content import ContentError, check, library
from skill.rules import RulebookError

MOST_PORT = 65_535


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
    talk.add_argument("--speak", action="store_true", help="hear it, or find it in build/speech/ where there is no sound device")
    talk.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="write the conversation, with everything said, as a test case; FILE.json as input for ask dialog --replay",
    )
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
    form = rulebook.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for programs")
    form.add_argument("--html", action="store_true", help="write docs/rulebook.html, to be read, printed and signed")
    form.add_argument(
        "--diff",
        type=Path,
        metavar="OLD",
        help="who would now be told something else; OLD: a rulebook.toml, or what --json printed",
    )
    rulebook.set_defaults(run=_rulebook)

    overmatch = commands.add_parser("overmatch", help="print the phrases that two findings, answers or intents claim")
    overmatch.set_defaults(run=_overmatch)

    model = commands.add_parser("model", help="write the skill package to interaction_model/")
    model.add_argument("--check", action="store_true", help="write nothing; fail when it is stale or breaks a rule")
    model.set_defaults(run=_model)

    package = commands.add_parser("package", help="write what runs on AWS Lambda to build/lambda/, and as a zip")
    package.add_argument("--python", help="a Python 3.13 that compiles the byte code; looked for when not given")
    package.set_defaults(run=_package)

    prove = commands.add_parser("prove", help="hold the rulebook and the dialogue to their theorems, in a minute or two")
    prove.add_argument("part", nargs="?", choices=("all", "rules", "dialogue"), default="all")
    prove.set_defaults(run=_prove)

    desk = commands.add_parser("desk", help="serve a page to talk to, on this machine only unless --host says otherwise")
    desk.add_argument("--port", type=_port, default=5000, help="0 takes any that is free")
    desk.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    desk.set_defaults(run=_desk)

    serve = commands.add_parser("serve", help="serve Alexa itself, set up by environment variables: docs/hosting.md")
    serve.set_defaults(run=_serve)
    return parser


def _port(told: str) -> int:
    port = int(told) if told.isdecimal() else -1
    if not 0 <= port <= MOST_PORT:
        raise argparse.ArgumentTypeError(f"{told} is not a port: 0 to {MOST_PORT}")
    return port


def _with_locale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--locale", choices=library.LOCALES, default=library.DEFAULT_LOCALE)


# Each command imports what it needs itself: `understand` must not wait for Flask, nor `talk` for the reports.


def _talk(options: argparse.Namespace) -> int:
    from skill.speaker import terminal

    return terminal.talk(options.locale, terminal.Wishes(options.screen, options.json, options.speak, options.record))


def _understand(options: argparse.Namespace) -> int:
    from skill.reports import understand

    return understand.run(sys.stdin, sys.stdout)


def _interview(options: argparse.Namespace) -> int:
    from skill.reports import interview

    print(interview.text(options.locale))
    return 0


def _rulebook(options: argparse.Namespace) -> int:
    from skill.reports import rulebook, rulebook_diff, rulebook_old, rulebook_page

    if options.html:
        return rulebook_page.write(options.locale)
    if options.diff:
        try:
            print(rulebook_diff.text(options.diff))
        except rulebook_old.OldBookError as error:
            print(error, file=sys.stderr)
            return 2
        return 0
    print(rulebook.as_json(options.locale) if options.json else rulebook.text(options.locale))
    return 0


def _overmatch(options: argparse.Namespace) -> int:
    from skill.reports import overmatch

    text, explained = overmatch.text()
    print(text)
    return 0 if explained else 1


def _model(options: argparse.Namespace) -> int:
    from skill.reports import package

    return package.check() if options.check else package.write()


def _package(options: argparse.Namespace) -> int:
    from skill.deploy import package

    return package.write(python=options.python)


def _prove(options: argparse.Namespace) -> int:
    from skill.proofs import report

    return report.run(options.part)


def _desk(options: argparse.Namespace) -> int:
    from skill.speaker import page

    page.serve(options.port, options.host)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from skill.web import serve, settings

    try:
        told = settings.read_settings(os.environ)
    except settings.SettingsFault as fault:
        print(f"Spine Check cannot start: {fault}", file=sys.stderr)
        return 2
    serve.run(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
