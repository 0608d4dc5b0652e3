#!/usr/bin/python3
"""story-request.py: a payment is asked for by text, paid on the patient's phone in Chromium, and seen; an old link is paid, too"""

import datetime
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import browser  # noqa: E402
import peers  # noqa: E402
import uitest  # noqa: E402


def demo_path():
    return os.path.join(os.environ['XDG_DATA_HOME'], 'till/demo.till')


def ask(sql):
    return peers.rows(demo_path(), sql)


def sandbox_address():
    (address,), = ask("SELECT value FROM settings WHERE key = 'clearent.host'")
    return address.rstrip('/')


def make_it_noon():
    """Nobody is written to at night: the practice is where it is noon, and works each day. The patient's number and name."""
    ahead = 12 - datetime.datetime.now(datetime.timezone.utc).hour
    with sqlite3.connect(demo_path()) as books:
        # The signs of these names are the other way round.
        for key, value in (('practice.zone', f'Etc/GMT{-ahead:+d}'), ('message.days', '1234567')):
            books.execute('INSERT INTO settings (key, value) VALUES (?, ?)'
                          ' ON CONFLICT (key) DO UPDATE SET value = excluded.value', (key, value))
        number, name, identity = books.execute(
            'SELECT p.phone, p.name, p.id FROM patients AS p JOIN receivables AS r ON r.id = p.id'
            " WHERE p.phone_digits IS NOT NULL AND r.portion_cents > 5000 AND p.state = 'active'"
            '   AND p.do_not_contact = 0 AND p.id NOT IN (SELECT guarantor_id FROM snoozes)'
            "   AND (SELECT c.consent FROM consents AS c WHERE c.patient_id = p.id AND c.channel = 'text'"
            "         AND c.purpose = 'money' ORDER BY c.id DESC LIMIT 1) = 'given'"
            '   AND NOT EXISTS (SELECT 1 FROM patients AS o WHERE o.phone_digits = p.phone_digits AND o.id <> p.id)'
            ' ORDER BY p.id LIMIT 1').fetchone()
        books.execute('UPDATE patients SET address = NULL WHERE id = ?', (identity,))
    books.close()
    return number, name


def unposted(app):
    """The red bubble's number."""
    for node in app.thing.tree():
        if node.role == 'label' and re.fullmatch(r'\d+', node.name) and uitest.on_screen(node.thing):
            return int(node.name)
    return 0


def request(app, number, name, amount):
    """From the arrow beside Collect Payment, by text, with a reminder."""
    app.press('push button', 'Choose how it is paid')
    app.press('push button', 'Single Request')
    app.find(uitest.ENTRIES, 'Patient')
    app.type('Patient', name)
    app.wait(lambda: app.find_all('list item', inside=app.find('list', 'Patients found')), 'patients found')
    uitest.screen.keys('Return')
    app.wait_shows(number)
    app.type('Amount', amount)
    # Its middle is a button that takes away: from there the field is next.
    app.click(app.entry('Days until the first reminder'))
    uitest.screen.keys('Tab')
    uitest.screen.write('7')
    uitest.screen.keys('Tab')
    app.wait_shows(re.compile(re.escape(f'Text to {number}')))
    app.wait_shows(re.compile('Reminder on'))


def send(app):
    app.wait(lambda: app.is_sensitive('push button', 'Send'), 'the request may be sent')
    app.press('push button', 'Send')
    app.wait_shows(re.compile('requested from'))


def wait_for_texts(app, wanted):
    app.wait(lambda: ask("SELECT count(*) FROM messages WHERE channel = 'text' AND state IN ('sent', 'delivered')")
             == [(wanted,)], f'{wanted} texts are taken over')


def pay(page, link, amount, card):
    page.open(link)
    page.wait_shows(amount)
    for label, text in (('Name on card', 'June Example'), ('Card number', card),
                        ('Expires', '12/39'), ('Security code', '123')):
        page.write(label, text)
    page.press('Pay now')
    page.wait_shows('Payment received')


def links():
    return [link for link, in ask('SELECT link FROM requests ORDER BY id')]


def ask_and_pay(story, app, page, number, name):
    before = unposted(app)
    request(app, number, name, '40')
    story.step('what will be sent is shown before')
    send(app)
    wait_for_texts(app, 1)
    story.step('the request is sent')

    page.open(f'{sandbox_address()}/phone')
    page.press(number)
    page.wait_shows('$40.00')
    page.press(links()[0])
    pay_page = links()[0]
    pay(page, pay_page, '$40.00', '4111 1111 1111 1111')
    app.wait_shows('Collect Payment')
    uitest.screen.keys('F5')
    uitest.screen.keys('ctrl+3')
    requests = app.table('Payment requests')
    requests.row('$40.00', 'Completed')
    app.wait(lambda: unposted(app) == before + 1, 'the unposted count goes up')
    assert ask("SELECT count(*) FROM reminders WHERE state = 'planned'") == [(0,)]
    story.step('the request is completed, its payment unposted, and nobody is reminded')
    uitest.screen.keys('ctrl+1')
    app.table('Transactions').row('$40.00', 'Unposted', 'Online')
    story.step('the payment is in the list')


def replace(story, app, page, number, name):
    """The link of a replaced request is paid: once, marked, refundable; the newer one stays open."""
    request(app, number, name, '30')
    send(app)
    request(app, number, name, '25')
    app.wait_shows(re.compile('There is an open request for \\$30.00'))
    story.step('a second request says that it takes the place of the first')
    send(app)
    wait_for_texts(app, 3)
    pay(page, links()[1], '$30.00', '5555 5555 5555 4444')
    uitest.screen.keys('F5')
    uitest.screen.keys('ctrl+3')
    requests = app.table('Payment requests')
    requests.row('$30.00', 'Cancelled (replaced)')
    requests.row('$25.00', 'Requested')
    uitest.screen.keys('ctrl+1')
    table = app.table('Transactions')
    index, _ = table.row('$30.00', 'Unposted', 'Online')
    assert ask("SELECT count(*) FROM transactions WHERE amount_cents = 3000 AND mark = 'old-link'") == [(1,)]
    assert ask("SELECT state, paid_cents FROM requests ORDER BY id") == [
        ('completed', 4000), ('cancelled', 3000), ('requested', 0)]
    table.press(index, 'Payment receipt')
    app.wait_shows(re.compile('Paid through an old link'))
    story.step('what came through the old link is a payment with a mark')
    uitest.screen.keys('Escape')
    table.press(index, 'Actions')
    app.find('menu item', 'Refund…')
    uitest.screen.keys('Escape')
    story.step('it can be refunded')


def tale(story):
    app = story.start('--demo')
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    assert app.close() == 0
    number, name = make_it_noon()
    app.start()
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    with browser.Browser() as page:
        page.be_phone()
        ask_and_pay(story, app, page, number, name)
        replace(story, app, page, number, name)
    assert app.close() == 0
    checked = app.run('verify', '--practice', demo_path())
    assert checked.returncode == 0, checked.stdout
    story.step('the books are sound')


uitest.tell('request', tale)
