"""Runs a command at a terminal and answers its questions, as a person would.

Arguments: the command; then pairs of what a question ends with and what is typed then, in the order of the questions.
"""

import os
import pty
import sys

command, *dialogue = sys.argv[1:]
questions = list(zip(dialogue[::2], dialogue[1::2]))
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("bash", ["bash", "-c", command])

unread = ""
while True:
    try:
        output = os.read(terminal, 4096)
    except OSError:  # Linux ends a terminal like this once nobody is at its other end.
        break
    if not output:
        break
    sys.stdout.buffer.write(output)
    sys.stdout.flush()
    unread = (unread + output.decode(errors="replace"))[-1000:]
    if questions and questions[0][0] in unread:
        _, answer = questions.pop(0)
        unread = ""
        os.write(terminal, answer.encode() + b"\r")
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
