#!/usr/bin/python3
"""mailserver.py: a mail server of the test's own (aiosmtpd), on a free port of the loopback.

Usage: mailserver.py FOLDER

As a program it takes mail without encryption and signs in "practice" with "sésame", or with a token of its own token
server (tokenserver.py); mail for bounce@… is refused. It says "port N" and "tokens N" on standard output and keeps each
message as FOLDER/1.eml, 2.eml …, whole before it has its name. While it lets somebody wait there is FOLDER/waiting. It
ends when standard input does.
"""

import asyncio
import base64
import logging
import os
import ssl
import sys
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tokenserver import TokenServer

USER = 'practice'
PASSWORD = 'sésame'

# It is told to ask for a password without encryption, and warns of it.
logging.getLogger('mail.log').setLevel(logging.ERROR)
warnings.filterwarnings('ignore', module='aiosmtpd')

# What is answered to the recipient, by what stands before the @: each time, or the first time alone ("defer-once").
RECIPIENTS = {
    'bounce': '550 5.1.1 No such user here',
    'defer': '451 4.3.0 Try again later',
    'foreign': '554 5.7.1 Relay access denied',
    'hangup': '421 4.3.2 Closing down',
}
# Likewise to the message.
MESSAGES = {
    'spam': '554 5.7.1 Looks like spam',
    'full': '552 5.2.2 Over quota',
    'later': '452 4.3.1 Disk full',
}


class Handler:
    """Keeps what comes; answers by the recipient's name."""

    def __init__(self, server):
        self.server = server

    async def auth_XOAUTH2(self, server, args):
        told = await server.challenge_auth('') if len(args) == 1 else base64.b64decode(args[1])
        good = isinstance(told, bytes) and told in {f'user={USER}\1auth=Bearer {token}\1\1'.encode()
                                                    for token in self.server.tokens.good}
        self.server.n_sign_ins += good
        return AuthResult(success=good, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.server.n_senders += 1
        if address.startswith('nobody@'):
            return '553 5.7.1 Not your address'
        envelope.mail_from = address
        return '250 OK'

    def name(self, step, address):
        name = address.split('@')[0]
        if not name.endswith('-once'):
            return name
        if (step, name) in self.server.seen:
            return ''
        self.server.seen.add((step, name))
        return name[:-len('-once')]

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = self.name('RCPT', address)
        if name == 'slow':
            await self.server.wait()
        envelope.rcpt_tos.append(address)
        return RECIPIENTS.get(name, '250 OK')

    async def handle_DATA(self, server, session, envelope):
        name = self.name('DATA', envelope.rcpt_tos[0])
        if name in MESSAGES:
            return MESSAGES[name]
        self.server.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        if name == 'drop':
            server.transport.abort()
        elif name == 'silent':
            await self.server.wait()
        self.server.keep(envelope.original_content)
        return '250 2.0.0 Taken'


class MailServer:
    """Runs on a thread of its own until it is closed."""

    def __init__(self, certificate=None, starttls=False, sign_in=False, folder=None, tokens=None):
        self.mails = []
        self.seen = set()
        self.waiting = threading.Event()
        self.n_connections = 0
        self.n_senders = 0
        self.n_sign_ins = 0
        self.folder = folder
        self.tokens = tokens
        self.sign_in = sign_in
        self.starttls = starttls
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda loop, about: None)
        self.listener = self.loop.run_until_complete(self.loop.create_server(
            self.connected, '127.0.0.1', 0, ssl=None if starttls else self.context))
        self.port = self.listener.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def connected(self):
        self.n_connections += 1
        return SMTP(Handler(self), hostname='mail.example', loop=self.loop,
                    tls_context=self.context if self.starttls else None, require_starttls=self.starttls,
                    auth_required=self.sign_in, auth_require_tls=False, authenticator=self.check,
                    auth_exclude_mechanism=[] if self.tokens else ['XOAUTH2'])

    def check(self, server, session, envelope, mechanism, told):
        good = isinstance(told, LoginPassword) and told == LoginPassword(USER.encode(), PASSWORD.encode())
        self.n_sign_ins += good
        return AuthResult(success=good, handled=False)

    async def wait(self):
        self.waiting.set()
        if self.folder:
            with open(os.path.join(self.folder, 'waiting'), 'wb'):
                pass
        await asyncio.sleep(3600)

    def keep(self, content):
        if self.folder:
            path = os.path.join(self.folder, f'{len(self.mails)}.eml')
            with open(path + '.part', 'wb') as file:
                file.write(content)
            os.rename(path + '.part', path)

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.listener.close()


def main():
    tokens = TokenServer(sys.argv[1])
    server = MailServer(sign_in=True, folder=sys.argv[1], tokens=tokens)
    print('port', server.port, flush=True)
    print('tokens', tokens.port, flush=True)
    sys.stdin.read()
    server.close()
    tokens.close()


if __name__ == '__main__':
    main()
