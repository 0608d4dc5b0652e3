#!/usr/bin/python3
"""phone-page.py: the patient's phone in a real browser: a text, its link, a part paid by keyboard, and STOP"""

import base64
import os
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import browser  # noqa: E402
import peers  # noqa: E402

PRACTICE = 'Elm & Sons Dental'
ACCOUNT = 'AC5a4db0c000000000000000000000c1d4'
ANN = '+12075550142'
INVOICE = 'INV-9'


def send_text(sandbox, body):
    """By Twilio's wire; the status."""
    form = {'To': ANN, 'From': '+18885550100', 'Body': body}
    request = urllib.request.Request(f'{sandbox.address}/2010-04-01/Accounts/{ACCOUNT}/Messages.json',
                                     urllib.parse.urlencode(form).encode())
    login = base64.b64encode(f'{ACCOUNT}:sandbox-texts'.encode()).decode()
    request.add_header('Authorization', f'Basic {login}')
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def read_text(sandbox, page, steps, link):
    page.open(f'{sandbox.address}/phone')
    page.wait_shows('No text has been sent yet')
    body = (f'{PRACTICE}: Ann, $60.00 of your visit are left to pay. You can pay them here:\n{link}\n'
            'Questions? Call (207) 555-0100.')
    assert send_text(sandbox, body) == 201
    page.press('Look again')
    page.wait_shows('(207) 555-0142')
    steps.step(page, 'who has got a text is listed')

    page.press('(207) 555-0142')
    page.wait_shows('Questions? Call (207) 555-0100.')
    steps.step(page, 'the phone shows the text, with its link')
    page.press(link)
    page.wait_shows('Payment to ' + PRACTICE)
    steps.step(page, 'the link leads to the pay page')


def pay_part(sandbox, page, steps):
    """With nothing but keys; what is told by a Tab is chosen as a whole, so that typing replaces it."""
    for text in ('', '20', 'Ann Lee', '4111 1111 1111 1111', '12/39', '123'):
        page.type(text + browser.TAB)
    page.type(' ' + browser.TAB)
    page.type(browser.RETURN)
    page.wait_shows('Payment received')
    page.wait_shows('$20.00')
    page.wait_shows('The card is saved for the next payment.')
    steps.step(page, 'a part is paid and the card saved, by keys alone')

    rows = [(row['result'], row['amount']) for row in sandbox.get('/sandbox/transactions') if row['invoice'] == INVOICE]
    assert rows == [('APPROVED', '20.00')], rows
    assert len(sandbox.get('/rest/v2/tokens')['payload']['tokens']['token']) == 1


def answer(sandbox, page, steps):
    page.go_dark()
    page.open(f'{sandbox.address}/phone/{ANN}')
    page.write('Your answer', 'Is the rest due now?')
    page.press('Send')
    page.wait_shows('Is the rest due now?')
    page.write('Your answer', 'stop')
    page.press('Send')
    page.wait_shows('This phone has answered STOP')
    page.wait_shows('You get no more texts from this number')
    steps.step(page, 'the answers are sent, and STOP is confirmed')
    assert send_text(sandbox, 'Hello') == 400

    page.write('Your answer', '4111 1111 1111 1111')
    page.press('Send')
    page.wait_shows('Never send one by text')
    steps.step(page, 'a card number is not')

    page.write('Your answer', 'START')
    page.press('Send')
    page.wait_shows('You get texts from this number again')
    assert send_text(sandbox, 'Hello again') == 201
    page.press('Look for new texts')
    page.wait_shows('Hello again')
    steps.step(page, 'START brings the texts back')


def story(steps):
    sandbox = peers.Sandbox.start(os.path.join(tempfile.mkdtemp(), 'sandbox.db'), '--practice', PRACTICE,
                                  '--part-payments')
    terminal = sandbox.get('/sandbox/state')['terminals'][0]
    link = f'{sandbox.address}/paylink/{terminal["paylink"]}?amount=60.00&invoice={INVOICE}'
    with browser.Browser() as page:
        page.be_phone()
        read_text(sandbox, page, steps, link)
        pay_part(sandbox, page, steps)
        answer(sandbox, page, steps)
    assert sandbox.stop() == 0


def main():
    steps = browser.Steps('phone-page')
    sys.exit(not steps.run(lambda: story(steps)))


main()
