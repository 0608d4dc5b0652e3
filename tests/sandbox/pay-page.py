#!/usr/bin/python3
"""pay-page.py: the pay page in a real browser: read, filled in by its labels, sent, declined, tried again, paid"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import browser  # noqa: E402
import peers  # noqa: E402

PRACTICE = 'Elm & Sons Dental'
INVOICE = 'INV-9'
QUERY = f'?amount=1241.33&invoice={INVOICE}&client-name=Ann%20Lee&description=Visit'
DECLINED = '4000 0000 0000 0002'
GOOD = '4111 1111 1111 1111'


def fill_in(page, card):
    for label, text in (('Name on card', 'Ann Lee'), ('Card number', card), ('Expires', '12/39'),
                        ('Security code', '123')):
        page.write(label, text)
    page.press('Pay $1,241.33')


def pay(sandbox, page, steps):
    terminal = sandbox.get('/sandbox/state')['terminals'][0]
    page.open(f'{sandbox.address}/paylink/{terminal["paylink"]}{QUERY}')
    for words in ('Payment to ' + PRACTICE, '$1,241.33', 'Ann Lee', INVOICE):
        page.wait_shows(words)
    steps.step(page, 'the page says to whom, how much and what for')

    fill_in(page, DECLINED)
    page.wait_shows('The payment was not made')
    page.wait_shows('Declined by issuer')
    steps.step(page, 'a declined card is said to be')

    page.press('Try again')
    page.wait_shows('Payment to ' + PRACTICE)
    fill_in(page, GOOD)
    page.wait_shows('Payment received')
    page.wait_shows('VISA ending in 1111')
    assert '$1,241.33' in page.words(), page.words()
    steps.step(page, 'another card is tried, and pays')

    rows = [row for row in sandbox.get('/sandbox/transactions') if row['invoice'] == INVOICE]
    results = sorted((row['result'], row['amount']) for row in rows)
    assert results == [('APPROVED', '1241.33'), ('DECLINED', '1241.33')], rows
    steps.step(page, 'one approved payment has the invoice, and the decline before it')


def story(steps):
    sandbox = peers.Sandbox.start(os.path.join(tempfile.mkdtemp(), 'sandbox.db'), '--practice', PRACTICE)
    with browser.Browser() as page:
        page.be_phone()
        pay(sandbox, page, steps)
    assert sandbox.stop() == 0


def main():
    steps = browser.Steps('pay-page')
    sys.exit(not steps.run(lambda: story(steps)))


main()
