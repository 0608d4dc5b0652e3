"""mailsender.py: Till's own way of sending mail, as a test in Python tells it to (tests/messaging/mail-sender.c)."""

import base64
import json
import subprocess
import sys

DATE = 1795528980000  # 2026-11-24T14:03:00Z


class MailSender:
    """One process; all that it has ever said is in @said."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.said = ''

    def write(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit('mail-sender ended:\n' + self.process.stderr.read())
        self.said += line
        return json.loads(line)

    def order(self, deed, server, mail):
        self.write(json.dumps({'deed': deed, 'server': server, 'mail': mail}))

    def send(self, server, mail):
        self.order('send', server, mail)
        return self.read()

    def test(self, server, mail):
        """(title, state, words) of each step."""
        self.order('test', server, mail)
        return self.read()

    def command_line(self):
        with open(f'/proc/{self.process.pid}/cmdline', 'rb') as file:
            return file.read()

    def close(self):
        """Returns whether it ended well."""
        self.process.stdin.close()
        self.process.stdin = None
        _, words = self.process.communicate()
        self.said += words
        return self.process.returncode == 0


def make_server(port, security='none', **changes):
    return {'host': 'localhost', 'port': port, 'security': security, 'sign_in': 'none', **changes}


def make_mail(**changes):
    return {'id': '1@practice.example', 'from': 'desk@practice.example', 'from_name': 'Praxis Zoë',
            'to': 'ann@patients.example', 'subject': 'Your receipt', 'text': 'Hello\n', 'date': DATE, **changes}


def forms(user, secret):
    """A secret as it may be come upon."""
    plain = f'\0{user}\0{secret}'.encode()
    return [secret, base64.b64encode(secret.encode()).decode(), base64.b64encode(plain).decode()]
