#!/usr/bin/python3
"""run-mail.py: mail by a server that refuses, puts off and hangs up, with each way to sign in

Usage: run-mail.py MAIL-SENDER
"""

import base64
import email
import email.policy
import json
import os
import pathlib
import subprocess
import sys

TOP = pathlib.Path(os.environ['TILL_SOURCE_DIR'])
sys.path.insert(0, str(TOP / 'tests/support'))

import mailsender  # noqa: E402
from mailsender import make_mail  # noqa: E402
from tap import Tap  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
TLS = TOP / 'tests/http/tls'


class MailServer:
    """mail-server.js, and what it has told so far."""

    def __init__(self, security, methods):
        if not (HERE / 'node_modules/smtp-server').exists():
            raise SystemExit('The mail server is not installed. Run “npm ci --ignore-scripts” in tests/contract; '
                             'build-aux/check does it.')
        self.security = security
        self.process = subprocess.Popen(['node', HERE / 'mail-server.js', TLS / 'good.pem', security, methods],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = self.read()['port']
        self.mails = []
        self.sign_ins = []
        self.n_connections = 0

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit('mail-server.js ended')
        return json.loads(line)

    def settings(self, **changes):
        return {'host': 'localhost', 'port': self.port, 'security': self.security, 'sign_in': 'password',
                'user': 'practice', 'secret': 'sésame', 'authority': str(TLS / 'ca.pem'), **changes}

    def close(self):
        """Reads all it has said meanwhile, too."""
        told, _ = self.process.communicate()
        for event in map(json.loads, told.splitlines()):
            if event['event'] == 'mail':
                self.mails.append((event['to'][0], base64.b64decode(event['content'])))
            elif event['event'] == 'sign-in':
                self.sign_ins.append((event['method'], event['good'], event['secure']))
            else:
                self.n_connections += 1
        return self.process.returncode == 0


def check_fates(tap, sender):
    server = MailServer('starttls', 'PLAIN')
    settings = server.settings()
    for name, verdict, code in (('ann', 'sent', None), ('bounce', 'refused', '550'), ('defer', 'retry', '451'),
                                ('defer', 'sent', None), ('drop', 'unknown', None), ('drop', 'unknown', None),
                                ('ben', 'sent', None)):
        said = sender.send(settings, make_mail(to=f'{name}@patients.example', id=f'{name}@practice.example'))
        tap.point((said['verdict'], said['code']) == (verdict, code), f'{name}: {verdict}', str(said))
    said = sender.send(server.settings(patience=2), make_mail(to='slow@patients.example'))
    tap.point(said['verdict'] == 'retry', 'slow: retry', str(said))
    said = sender.send(settings, make_mail(text='x' * 5_000_000))
    # It is this message's fault: the next one goes, to the same address.
    tap.point((said['verdict'], said['code']) == ('refused', '552'), 'too large', str(said))
    tap.point(server.close(), 'the server ended well')
    tap.point([to.split('@')[0] for to, _ in server.mails] == ['ann', 'defer', 'drop', 'drop', 'ben'],
              'who was sent what', str([to for to, _ in server.mails]))
    ids = [email.message_from_bytes(content)['Message-ID'] for to, content in server.mails if to.startswith('drop')]
    tap.point(ids == ['<drop@practice.example>'] * 2, 'the same message once more is known by its id', str(ids))
    tap.point(all(sign_in == ('PLAIN', True, True) for sign_in in server.sign_ins), 'nobody signed in unencrypted',
              str(server.sign_ins))


def check_sign_ins(tap, sender):
    for security in ('starttls', 'tls'):
        for methods, sign_in, secret, method in (('PLAIN,LOGIN', 'password', 'sésame', ('PLAIN', 'LOGIN')),
                                                 ('LOGIN', 'password', 'sésame', ('LOGIN',)),
                                                 ('XOAUTH2', 'token', 'tök3n', ('XOAUTH2',))):
            server = MailServer(security, methods)
            said = sender.send(server.settings(sign_in=sign_in, secret=secret), make_mail())
            tap.point(said['verdict'] == 'sent', f'{security}: {methods}', str(said))
            said = sender.send(server.settings(sign_in=sign_in, secret='guessed'), make_mail())
            tap.point((said['verdict'], said['code']) == ('not-sent', '535') and 'guessed' not in said['words'],
                      f'{security}: {methods}, the wrong one', str(said))
            server.close()
            tap.point(server.sign_ins[0][0] in method and len(server.mails) == 1, f'{security}: by {methods}',
                      str(server.sign_ins))
    server = MailServer('tls', 'XOAUTH2')
    said = sender.send(server.settings(), make_mail())
    tap.point(said['verdict'] == 'not-sent' and 'does not take passwords' in said['words'], 'a password for a token',
              str(said))
    server.close()


def check_many(tap, sender):
    """A bulk: each arrives once, by one connection."""
    server = MailServer('starttls', 'PLAIN')
    settings = server.settings()
    said = [sender.send(settings, make_mail(to=f'n{i}@patients.example', id=f'{i}@practice.example',
                                            subject=f'Für n{i}', html=f'<p>n{i}</p>')) for i in range(200)]
    tap.point(all(one['verdict'] == 'sent' for one in said), '200 are sent')
    server.close()
    read = [email.message_from_bytes(content, policy=email.policy.default) for _, content in server.mails]
    tap.point([message['Subject'] for message in read] == [f'Für n{i}' for i in range(200)], 'each once',
              str([message['Subject'] for message in read])[:2000])
    tap.point((server.n_connections, len(server.sign_ins)) == (1, 1), 'by one connection',
              f'{server.n_connections}, {server.sign_ins}')


def main():
    tap = Tap()
    sender = mailsender.MailSender(sys.argv[1])
    check_fates(tap, sender)
    check_sign_ins(tap, sender)
    check_many(tap, sender)
    tap.point(sender.close(), 'the sender ended well', sender.said[-3000:])
    tap.point(not any(form in sender.said for secret in ('sésame', 'tök3n')
                      for form in mailsender.forms('practice', secret)), 'no secret was ever said')
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
