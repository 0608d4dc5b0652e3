#!/usr/bin/python3
"""run-smtp.py: mail that is sent arrives as it was written, and what is not sent is told for what it is

Usage: run-smtp.py MAIL-SENDER

The servers: aiosmtpd, and one of our own that says what no good server would. Their certificates are those of
tests/http/tls.
"""

import email
import email.policy
import os
import socket
import sys
import tempfile
import threading

TOP = os.environ['TILL_SOURCE_DIR']
sys.path.insert(0, os.path.join(TOP, 'tests/support'))

import mailsender  # noqa: E402
import mailserver  # noqa: E402
from mailsender import make_mail, make_server  # noqa: E402
from tap import Tap  # noqa: E402

TLS = os.path.join(TOP, 'tests/http/tls')
AUTHORITY = os.path.join(TLS, 'ca.pem')
TEXT = 'Hello Zoë,\n\n.\n..\nFrom here on = a line that is longer than the seventy-eight columns mail likes, so\n\t日本 €25\nend\n'
HTML = '<p>Hello Zoë,</p>\n<p>.\n.</p><p>日本 <b>€25</b></p>\n'


def certificate(name):
    return os.path.join(TLS, name + '.pem')


def secure(server, **changes):
    return make_server(server.port, 'starttls' if server.starttls else 'tls', authority=AUTHORITY, **changes)


def signing_in(server, secret=mailserver.PASSWORD):
    return {**server, 'sign_in': 'password', 'user': mailserver.USER, 'secret': secret}


class RawServer:
    """Says a greeting, then to each command what is written for its first word, of a list the next one; None closes the
    connection, and what has no answer gets silence."""

    def __init__(self, greeting, answers=()):
        self.greeting = greeting
        self.answers = dict(answers)
        self.heard = []
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.speak(connection)

    def speak(self, connection):
        try:
            if self.greeting:
                connection.sendall(self.greeting.encode() + b'\r\n')
            for line in connection.makefile('rb'):
                word = line.decode('latin-1').strip()
                self.heard.append(word)
                answer = self.answers.get(word.split(' ')[0].split(':')[0], '')
                if isinstance(answer, list):
                    answer = answer.pop(0)
                if answer is None:
                    return
                if answer:
                    connection.sendall(answer.replace('{}', word).encode() + b'\r\n')
        except OSError:
            pass

    def close(self):
        self.listener.close()


GOOD = {'EHLO': '250-mail.example\r\n250 AUTH PLAIN LOGIN', 'AUTH': '334 ', 'MAIL': '250 OK', 'RCPT': '250 OK',
        'DATA': '354 Go on', '.': '250 Taken', 'QUIT': '221 Bye'}


def check_whole(tap, sender, folder):
    """Envelope, names, text, HTML and PDF, as another program reads them."""
    pdf = b'%PDF-1.5\n' + bytes(i * 31 + i // 256 & 255 for i in range(200000))
    path = os.path.join(folder, 'statement.pdf')
    with open(path, 'wb') as file:
        file.write(pdf)
    mail = make_mail(from_name='Dr. Müller "Smile" <Dental>, LLC', to_name='Zoë Muñoz 日本', to='zoe@patients.example',
                     subject='Your statement · 収据 $25.00, and a subject so long that it is folded over some lines',
                     text=TEXT, html=HTML, attachment=path, attachment_name='Statement 17/2026 “Zoë”; x="y" 日本.pdf')
    server = mailserver.MailServer(certificate('good'), starttls=True, sign_in=True)
    said = sender.send(signing_in(secure(server)), mail)
    tap.point(said['verdict'] == 'sent', 'a whole message is taken', str(said))
    sender_address, recipients, content = server.mails[0]
    tap.point((sender_address, recipients) == ('desk@practice.example', ['zoe@patients.example']), 'its envelope')

    message = email.message_from_bytes(content, policy=email.policy.default)
    tap.point(message['Subject'] == mail['subject'], 'its subject', message['Subject'])
    tap.point(message['From'].addresses[0].display_name == mail['from_name'], 'its sender', str(message['From']))
    tap.point(message['To'].addresses[0].display_name == mail['to_name'], 'its recipient', str(message['To']))
    tap.point(message['Message-ID'] == '<1@practice.example>', 'its id', message['Message-ID'])
    tap.point(message['Date'].datetime.isoformat() == '2026-11-24T14:03:00+00:00', 'its date', message['Date'])
    tap.point(not message.defects and message.get_content_type() == 'multipart/mixed', 'its form')
    words, attached = message.iter_parts()
    tap.point([part.get_content_type() for part in words.iter_parts()] == ['text/plain', 'text/html']
              and words.get_content_type() == 'multipart/alternative', 'text and HTML beside each other')
    text, html = (part.get_content().replace('\r\n', '\n') for part in words.iter_parts())
    tap.point(text == TEXT, 'the text, lines of a dot as well', repr(text))
    tap.point(html == HTML, 'the HTML', repr(html))
    tap.point(attached.get_filename() == mail['attachment_name'], 'the name of the PDF', attached.get_filename())
    tap.point(attached.get_content_type() == 'application/pdf' and attached.get_content() == pdf, 'the PDF itself')
    server.close()


def check_again(tap, sender):
    """Many by one connection; the same message once more has the same id; after a refusal the next one is sent."""
    server = mailserver.MailServer(certificate('good'), sign_in=True)
    settings = signing_in(secure(server))
    for i in range(5):
        said = sender.send(settings, make_mail(id=f'{i % 4}@practice.example'))
        tap.point(said['verdict'] == 'sent', f'message {i}', str(said))
    ids = [email.message_from_bytes(mail[2])['Message-ID'] for mail in server.mails]
    tap.point(ids == [f'<{i % 4}@practice.example>' for i in range(5)], 'their ids', str(ids))
    tap.point((server.n_connections, server.n_sign_ins) == (1, 1), 'by one connection, signed in once',
              f'{server.n_connections}, {server.n_sign_ins}')
    for to, verdict in (('bounce', 'refused'), ('ann', 'sent'), ('defer', 'retry'), ('ann', 'sent')):
        said = sender.send(settings, make_mail(to=f'{to}@patients.example'))
        tap.point(said['verdict'] == verdict, f'{to} among others', str(said))
    tap.point(len(server.mails) == 7, 'nobody got more')
    server.close()


def check_stale(tap, sender):
    """A server may close a connection that it had left open: the next message goes by another one."""
    server = RawServer('220 Hello', {**GOOD, 'EHLO': '250 OK', 'MAIL': ['250 OK', None, '250 OK']})
    for i in range(2):
        said = sender.send(make_server(server.port), make_mail(id=f'{i}@practice.example'))
        tap.point(said['verdict'] == 'sent', f'message {i} to who closes early', str(said))
    tap.point([word.split(' ')[0] for word in server.heard].count('DATA') == 2, 'each once')
    server.close()


# Whom the mail is for, what becomes of it, the code, a part of the words.
ANSWERS = [
    ('bounce', 'refused', '550', 'Nobody gets mail at bounce@patients.example'),
    ('defer', 'retry', '451', 'right now'),
    ('foreign', 'not-sent', '554', 'Choose a sign-in'),
    ('hangup', 'retry', '421', 'right now'),
    ('spam', 'refused', '554', 'Looks like spam'),
    ('full', 'refused', '552', 'The mailbox of full@patients.example'),
    ('later', 'retry', '452', 'Disk full'),
    ('drop', 'unknown', None, 'may have been sent'),
    ('silent', 'unknown', None, 'may have been sent'),
    ('slow', 'retry', None, 'was lost before the message was sent'),
]


def is_said(said, verdict, code, part):
    return (said['verdict'], said['code']) == (verdict, code) and part in said['words']


def check_answers(tap, sender):
    server = mailserver.MailServer()
    for name, verdict, code, part in ANSWERS:
        patience = {'patience': 2} if name in ('slow', 'silent') else {}
        said = sender.send(make_server(server.port, **patience), make_mail(to=f'{name}@patients.example'))
        tap.point(is_said(said, verdict, code, part), f'answer: {name}', str(said))
    said = sender.send(make_server(server.port), make_mail(**{'from': 'nobody@practice.example'}))
    tap.point(is_said(said, 'not-sent', '553', 'own address'), 'answer: not our address', str(said))
    server.close()

    server = mailserver.MailServer(sign_in=True)
    said = sender.send(make_server(server.port), make_mail())
    tap.point(is_said(said, 'not-sent', '530', 'has not signed in'), 'a sign-in is wanted', str(said))
    said = sender.send(signing_in(make_server(server.port), 'guessed'), make_mail())
    tap.point(is_said(said, 'not-sent', '535', 'the user name or the password'), 'a wrong password', str(said))
    tap.point('guessed' not in str(said), 'which is not told')
    tap.point(not server.mails, 'neither was sent')
    server.close()


# The certificate, what becomes of the mail, a part of the words.
CERTIFICATES = [
    ('good', 'sent', None),
    ('expired', 'not-sent', 'has expired'),
    ('wrong-host', 'not-sent', 'another host’s'),
    ('self-signed', 'not-sent', 'nobody but itself'),
]


def check_certificates(tap, sender):
    for starttls in (True, False):
        way = 'STARTTLS' if starttls else 'TLS'
        for name, verdict, part in CERTIFICATES:
            server = mailserver.MailServer(certificate(name), starttls)
            said = sender.send(secure(server), make_mail())
            tap.point(said['verdict'] == verdict and (part or '') in (said['words'] or ''), f'{way}: {name}', str(said))
            tap.point(server.n_senders == (verdict == 'sent'), f'{way}: {name}: nothing was said in vain')
            server.close()
        server = mailserver.MailServer(certificate('good'), starttls)
        said = sender.send({**secure(server), 'authority': None}, make_mail())
        tap.point(is_said(said, 'not-sent', None, 'whom this computer trusts'), f'{way}: unknown authority', str(said))
        said = sender.send(secure(server, host='127.0.0.1'), make_mail())
        tap.point(said['verdict'] == 'sent', f'{way}: by its number', str(said))
        server.close()


def check_wrong_port(tap, sender):
    """Encryption that is not there, or of the other kind."""
    plain = mailserver.MailServer()
    said = sender.send(make_server(plain.port, 'starttls'), make_mail())
    tap.point(is_said(said, 'not-sent', None, 'offers no encryption'), 'no STARTTLS there', str(said))
    said = sender.send(make_server(plain.port, 'tls'), make_mail())
    tap.point(is_said(said, 'not-sent', None, 'No encrypted connection'), 'no TLS there', str(said))
    tap.point(plain.n_senders == 0, 'nothing was said without')
    plain.close()
    server = mailserver.MailServer(certificate('good'))
    said = sender.send({**secure(server), 'security': 'starttls', 'patience': 2}, make_mail())
    tap.point(is_said(said, 'retry', None, 'with 465, encryption is TLS'), 'TLS where STARTTLS is set', str(said))
    server.close()
    said = sender.send(make_server(25, host='192.0.2.1'), make_mail())
    tap.point(is_said(said, 'not-sent', None, 'without encryption'), 'never unencrypted to another machine', str(said))


# What a server is like that says it; what becomes of the mail, the code, a part of the words.
ODD = [
    ('busy', RawServer('421 Busy'), 'retry', '421', 'Busy'),
    ('turns away', RawServer('554 No service for you'), 'not-sent', '554', 'turns us away'),
    ('silent', RawServer(''), 'retry', None, 'says nothing'),
    ('closes at once', RawServer('220 Hello', {'EHLO': None, 'HELO': None}), 'retry', None, 'Nobody answers'),
    ('takes no user', RawServer('220 Hello', {**GOOD, 'AUTH': '454 4.7.0 Later'}), 'retry', '454', 'Later'),
    ('knows no password', RawServer('220 Hello', {**GOOD, 'EHLO': '250 AUTH CRAM-MD5'}), 'not-sent', None,
     'does not take passwords'),
    ('closes before the message', RawServer('220 Hello', {**GOOD, 'EHLO': '250 OK', 'DATA': None}), 'retry', None,
     'was lost before'),
    ('takes no user in vain', RawServer('220 Hello', {**GOOD, 'EHLO': '250 OK'}), 'sent', None, None),
]


def check_odd(tap, sender):
    for name, server, verdict, code, part in ODD:
        patience = {'patience': 1} if name == 'silent' else {}
        said = sender.send(signing_in(make_server(server.port, **patience)), make_mail())
        good = (said['verdict'], said['code']) == (verdict, code) and (part or '') in (said['words'] or '')
        tap.point(good, f'a server that {name}', str(said))
        server.close()

    echo = RawServer('220 Hello', {**GOOD, **{word: '535 5.7.8 You said {}'
                                              for word in mailsender.forms(mailserver.USER, mailserver.PASSWORD)}})
    said = sender.send(signing_in(make_server(echo.port)), make_mail())
    tap.point(is_said(said, 'not-sent', '535', 'the user name or the password'), 'a server that repeats a secret',
              str(said))
    tap.point(any(form in line for line in echo.heard
                  for form in mailsender.forms(mailserver.USER, mailserver.PASSWORD)), 'which it was told')
    echo.close()

    with socket.create_server(('127.0.0.1', 0)) as listener:
        port = listener.getsockname()[1]
    said = sender.send(make_server(port), make_mail())
    tap.point(is_said(said, 'retry', None, f'port {port}'), 'nobody there', str(said))
    # Too long for a name: nobody needs to be asked.
    said = sender.send(make_server(587, 'starttls', host='a' * 64 + '.example'), make_mail())
    tap.point(is_said(said, 'retry', None, 'known by the name'), 'no such name', str(said))


def check_addresses(tap, sender):
    """Nothing slips in by an address; nobody is even called."""
    server = mailserver.MailServer()
    for to in ('a@b.example\r\nRCPT TO:<c@d.example>', 'a@b.example>\nDATA', 'a@b.example, c@d.example', 'zoë@b.example',
               'a@bücher.example', '<a@b.example>', ''):
        said = sender.send(make_server(server.port), make_mail(to=to))
        tap.point(said['verdict'] == 'refused', f'to {to!r}', str(said))
    said = sender.send(make_server(server.port), make_mail(**{'from': 'a@b.example>\r\nRSET'}))
    tap.point(said['verdict'] == 'not-sent', 'a sender that holds a command', str(said))
    said = sender.send(make_server(server.port, host='localhost/x\r\nQUIT'), make_mail())
    tap.point(said['verdict'] == 'not-sent', 'a host that holds a command', str(said))
    tap.point(server.n_connections == 0, 'none of these was sent')
    server.close()


def check_stop(tap, sender):
    """While the server weighs the recipient nothing was sent; once it has the message, nobody knows."""
    for name, verdict in (('slow', 'retry'), ('silent', 'unknown')):
        server = mailserver.MailServer()
        sender.order('stop', make_server(server.port), make_mail(to=f'{name}@patients.example'))
        server.waiting.wait()
        sender.write('now')
        said = sender.read()
        tap.point(said['verdict'] == verdict, f'stopped: {name}', str(said))
        server.close()


# What is tried; the step that fails.
STEPS = ['Name of the server', 'Connection', 'Encryption', 'Sign-in', 'Practice’s address', 'Recipient', 'Message']


def is_failing_at(steps, failing):
    n_good = STEPS.index(failing) if failing else len(STEPS)
    wanted = ['good'] * n_good + ['failed'] * bool(failing) + ['not-reached'] * (len(STEPS) - n_good - 1)
    return [step[0] for step in steps] == STEPS and [step[1] for step in steps] == wanted


def check_steps(tap, sender):
    good = mailserver.MailServer(certificate('good'), starttls=True, sign_in=True)
    expired = mailserver.MailServer(certificate('expired'), starttls=True)
    with socket.create_server(('127.0.0.1', 0)) as listener:
        closed = listener.getsockname()[1]
    settings = signing_in(secure(good))
    for failing, server, mail in (
            (None, settings, make_mail()),
            (None, settings, make_mail()),
            ('Name of the server', {**settings, 'host': 'a' * 64 + '.example'}, make_mail()),
            ('Connection', {**settings, 'port': closed}, make_mail()),
            ('Encryption', secure(expired), make_mail()),
            ('Sign-in', signing_in(secure(good), 'guessed'), make_mail()),
            ('Practice’s address', settings, make_mail(**{'from': 'nobody@practice.example'})),
            ('Practice’s address', secure(good), make_mail()),
            ('Recipient', settings, make_mail(to='bounce@patients.example')),
            ('Message', settings, make_mail(to='spam@patients.example'))):
        steps = sender.test(server, mail)
        tap.point(is_failing_at(steps, failing), f'tried: {failing or "all is well"}', str(steps))
    tap.point(len(good.mails) == 2 and good.n_sign_ins == 5, 'each time from the beginning', str(good.n_sign_ins))
    steps = sender.test({**settings, 'secret': ''}, make_mail())
    tap.point(len(steps) == 1 and 'password for the mail server is missing' in steps[0][2], 'tried: no password',
              str(steps))
    good.close()
    expired.close()


def main():
    tap = Tap()
    sender = mailsender.MailSender(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        check_whole(tap, sender, folder)
    check_again(tap, sender)
    check_stale(tap, sender)
    check_answers(tap, sender)
    check_certificates(tap, sender)
    check_wrong_port(tap, sender)
    check_odd(tap, sender)
    check_addresses(tap, sender)
    check_stop(tap, sender)
    check_steps(tap, sender)
    known = sender.command_line().decode()
    tap.point(sender.close(), 'the sender ended well', sender.said)
    tap.point(not any(form in sender.said + known for form in mailsender.forms(mailserver.USER, mailserver.PASSWORD)),
              'the password was never said')
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
