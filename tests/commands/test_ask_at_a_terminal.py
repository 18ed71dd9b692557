"""`munasara ask` at a real terminal: what is on the disk at each moment, and what happens when it is cut short."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.commands.asking import ANSWERED_ON, answers, said
from tests.commands.command import INSTALLED, SOUND, Munasara, heeds_ctrl_c


class Terminal:
    """A command at a terminal of its own, and somebody who types there."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.screen, terminal = pty.openpty()
        self.process = subprocess.Popen(
            command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment, start_new_session=True,
            preexec_fn=lambda: controlling(terminal),
        )  # fmt: skip
        os.close(terminal)
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.shown = self.ahead = ""

    def until(self, words: str, seconds: float = 90) -> None:
        """Wait until the screen shows these words, after those that were waited for before."""
        ends = time.monotonic() + seconds
        while words not in self.ahead:
            left = ends - time.monotonic()
            ready, _, _ = select.select([self.screen], [], [], max(left, 0))
            assert ready, f"{words!r} did not come: {self.shown}"
            content = self._read()
            assert content, f"ended without {words!r}: {self.shown}"
            self.ahead += content
        self.ahead = self.ahead.partition(words)[2]

    def type(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    def leave(self) -> int:
        """Read what is left on the screen: the exit code."""
        while self._read():
            pass
        return self.process.wait(timeout=60)

    def _read(self) -> str:
        """What came, without colours; nothing when the command has ended."""
        content = ""
        while not content:  # a letter of several bytes may come in two parts
            try:
                came = os.read(self.screen, 4096)
            except OSError:
                return ""
            if not came:
                return ""
            content = self.decoder.decode(came)
        content = re.sub("\x1b\\[[0-9;]*m", "", content)
        self.shown += content
        return content


def controlling(terminal: int) -> None:
    heeds_ctrl_c()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


@contextmanager
def at_a_terminal(munasara: Munasara, path: Path) -> Iterator[Terminal]:
    command = [str(INSTALLED), "ask", str(path), "--on", ANSWERED_ON]
    terminal = Terminal(command, munasara.environment(COLUMNS="100", TERM="xterm"))
    try:
        yield terminal
    finally:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.screen)


def test_at_a_terminal_each_answer_is_on_the_disk_before_the_next_question(munasara: Munasara, campaign: Path) -> None:
    with at_a_terminal(munasara, campaign) as terminal:
        terminal.until("Name of the campaign:")
        terminal.type("الماء\n")
        for asked in ("Stage:", "Country,", "Day of the launch,"):
            terminal.until(asked)
            terminal.type("\n")
        terminal.until("H2 ")
        terminal.until("Your answer:")
        assert said(campaign)["campaign"] == "الماء"
        terminal.type("2\n")
        terminal.until("H3 ")
        assert answers(campaign) == {"deceptive_means": "no"}
        terminal.until("Your answer:")
        terminal.type("\x04")  # the end of the input
        terminal.until("Stopped. Every answer is saved in")
        assert terminal.leave() == 0
    assert answers(campaign) == {"deceptive_means": "no"}


def test_to_interrupt_is_to_stop(munasara: Munasara, empty: Path) -> None:
    with at_a_terminal(munasara, empty) as terminal:
        terminal.until("Your answer:")
        terminal.type("2\n")
        terminal.until("H3 ")
        terminal.until("Your answer:")
        terminal.type("\x03")
        terminal.until("Stopped. Every answer is saved in")
        assert terminal.leave() == 0
    assert "Traceback" not in terminal.shown
    assert answers(empty) == {"deceptive_means": "no"}


def test_when_the_line_drops_the_answers_are_there(munasara: Munasara, empty: Path) -> None:
    with at_a_terminal(munasara, empty) as terminal:
        terminal.until("Your answer:")
        terminal.type("2\n")
        terminal.until("H3 ")
        os.kill(terminal.process.pid, signal.SIGHUP)
        terminal.process.wait(timeout=60)
    assert answers(empty) == {"deceptive_means": "no"}
    assert list(empty.parent.iterdir()) == [empty]


def test_what_somebody_else_wrote_in_the_meantime_is_not_overwritten(munasara: Munasara, empty: Path) -> None:
    changed = SOUND.replace("2026-05-20", ANSWERED_ON)
    with at_a_terminal(munasara, empty) as terminal:
        terminal.until("Your answer:")
        empty.write_text(changed, encoding="utf-8")
        terminal.type("2\n")
        terminal.until("ASK-002")
        assert terminal.leave() == 2
    assert empty.read_text(encoding="utf-8") == changed
