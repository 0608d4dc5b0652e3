#!/usr/bin/python3
"""story-plan.py: a plan is sent, accepted in Chromium by its first payment, and months later all of it is paid"""

import datetime
import os
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import browser  # noqa: E402
import peers  # noqa: E402
import uitest  # noqa: E402

SALE = 'POST /rest/v2/transactions/sale=#1'
DAY = 24 * 60 * 60


def demo_path():
    return os.path.join(os.environ['XDG_DATA_HOME'], 'till/demo.till')


def shift_path():
    return os.path.join(os.environ['XDG_DATA_HOME'], 'clock-shift')


def ask(sql):
    return peers.rows(demo_path(), sql)


def sandbox():
    (address,), = ask("SELECT value FROM settings WHERE key = 'clearent.host'")
    return peers.Sandbox(address, 'sandbox')


def settle_in():
    """Nobody is written to at night: the practice is where it is noon, works each day, and posts by itself. Who is
    asked owes all of it alone: number, name, id and cents.
    """
    ahead = 12 - datetime.datetime.now(datetime.timezone.utc).hour
    with sqlite3.connect(demo_path()) as books:
        # The signs of these names are the other way round.
        for key, value in (('practice.zone', f'Etc/GMT{-ahead:+d}'), ('message.days', '1234567'),
                           ('post.payments', '1')):
            books.execute('INSERT INTO settings (key, value) VALUES (?, ?)'
                          ' ON CONFLICT (key) DO UPDATE SET value = excluded.value', (key, value))
        number, name, identity, cents = books.execute(
            'SELECT p.phone, p.name, p.id, r.total_cents FROM patients AS p JOIN receivables AS r ON r.id = p.id'
            ' WHERE p.phone_digits IS NOT NULL AND r.portion_cents = r.total_cents AND r.total_cents > 20000'
            "   AND p.state = 'active' AND p.do_not_contact = 0 AND p.id NOT IN (SELECT guarantor_id FROM snoozes)"
            '   AND p.id NOT IN (SELECT guarantor_id FROM cards) AND p.id NOT IN (SELECT guarantor_id FROM plans)'
            "   AND (SELECT c.consent FROM consents AS c WHERE c.patient_id = p.id AND c.channel = 'text'"
            "         AND c.purpose = 'money' ORDER BY c.id DESC LIMIT 1) = 'given'"
            '   AND NOT EXISTS (SELECT 1 FROM patients AS o WHERE o.phone_digits = p.phone_digits AND o.id <> p.id)'
            ' ORDER BY p.id LIMIT 1').fetchone()
        books.execute('UPDATE patients SET address = NULL WHERE id = ?', (identity,))
        # The declines that are to come are this plan's: the demo's own wait for the desk.
        books.execute('UPDATE plans SET card_id = NULL')
    books.close()
    return number, name, identity, cents


def pay(page, link, card):
    """As the patient does; the card is saved."""
    page.open(link)
    for label, text in (('Name on card', 'June Example'), ('Card number', card),
                        ('Expires', '12/39'), ('Security code', '123')):
        page.write(label, text)


def dollars(cents):
    return f'{cents // 100}.{cents % 100:02}'


def choose_patient(app, name):
    app.find(uitest.ENTRIES, 'Patient')
    app.type('Patient', name)
    app.wait(lambda: app.find_all('list item', inside=app.find('list', 'Patients found')), 'patients found')
    uitest.screen.keys('Return')


def save_backup(app, page, number, name, identity):
    """A request by text, paid with a card that is saved: it becomes the account's backup."""
    app.press('push button', 'Choose how it is paid')
    app.press('push button', 'Single Request')
    choose_patient(app, name)
    app.wait_shows(number)
    app.type('Amount', '25')
    app.wait(lambda: app.is_sensitive('push button', 'Send'), 'the request may be sent')
    app.press('push button', 'Send')
    app.wait_shows(re.compile('requested from'))
    (link,), = ask('SELECT link FROM requests ORDER BY id DESC LIMIT 1')
    pay(page, link, '5555 5555 5555 4444')
    page.tick('Save this card for the next payment')
    page.press('Pay now')
    page.wait_shows('Payment received')
    uitest.screen.keys('F5')
    app.wait(lambda: ask("SELECT count(*) FROM cards WHERE state = 'kept' AND last_four = '4444'"
                         f' AND guarantor_id = {identity}') == [(1,)], 'the card is on file')


def send_plan(story, app, name, cents):
    """In six months, by text."""
    app.press('push button', 'Choose how it is paid')
    app.press('push button', 'New Plan')
    choose_patient(app, name)
    app.press('push button', 'Next')
    app.wait_shows(re.compile('step 2 of 5'))
    app.type('Amount to pay off', dollars(cents))
    app.type('Each installment', dollars((cents + 5) // 6))
    uitest.screen.keys('Tab')
    app.wait_shows(re.compile('^6: |^6 of '))
    app.press('push button', 'Next')
    app.wait_shows(re.compile('step 3 of 5'))
    app.press('push button', 'Next')
    app.press('push button', 'Make Plan')
    app.wait_shows(re.compile('step 5 of 5'))
    for choice in ('Send to the Patient', 'By Text, with the Terms in Short'):
        app.click(app.find('list item', choice))
    app.wait_shows(re.compile('By making the first payment'))
    app.wait(lambda: app.is_sensitive('push button', 'Send'), 'the plan may be sent')
    story.step('what will be sent is shown before')
    app.press('push button', 'Send')
    app.wait_shows(re.compile('has not been made yet'))
    story.step('the plan is sent, and waits')


def plan_of(identity):
    """Its state, and how many of its installments are paid."""
    return ask(f'SELECT state, n_paid, n_parts FROM plans WHERE guarantor_id = {identity}')


def accept(story, app, page, number, identity):
    sent = ("SELECT count(*) FROM messages WHERE state IN ('sent', 'delivered') AND channel = 'text'"
            f' AND patient_id = {identity}')
    app.wait(lambda: ask(sent) == [(1,)], 'the text is taken over')
    page.open(f'{sandbox().address}/phone')
    page.press(number)
    page.wait_shows('your payment plan')
    (link,), = ask('SELECT link FROM requests ORDER BY id DESC LIMIT 1')
    pay(page, link, '4111 1111 1111 1111')
    page.press('Pay now')
    page.wait_shows('The card is saved for the next payment.')
    uitest.screen.keys('F5')
    app.wait(lambda: plan_of(identity) == [('active', 1, 6)], 'the plan is authorized')
    assert ask('SELECT v.authorized FROM plan_versions AS v JOIN plans AS p ON p.id = v.plan_id'
               f' WHERE p.guarantor_id = {identity}') == [('remote',)]
    app.wait_shows(re.compile('1 of 6 installments'))
    story.step('it is authorized by the first payment, and goes on with the card that was saved')


def installment(identity, number, what):
    (value,), = ask(f'SELECT i.{what} FROM installments AS i JOIN plans AS p ON p.id = i.plan_id'
                    f' WHERE p.guarantor_id = {identity} AND i.number = {number}')
    return value


def pass_to(identity, number, offset=0):
    """To the noon of that installment's day, or some days after it."""
    day = installment(identity, number, 'due_day')
    today = datetime.datetime.now(datetime.timezone.utc).timestamp() // DAY
    with open(shift_path(), 'w', encoding='utf-8') as file:
        file.write(str(int((day + offset - today) * DAY)))
    uitest.screen.keys('F5')


def wait_for(app, identity, number, wanted):
    """The window does what is due each minute, and whenever a timer says so."""
    def look():
        if installment(identity, number, 'state') == wanted:
            return True
        assert app.run('run-due', '--practice', demo_path()).returncode == 0
        return None

    app.wait(look, f'installment {number} is {wanted}')


def run_twice(app):
    """As a timer does it, while the window is open."""
    command = [app.command[0], 'run-due', '--practice', demo_path()]
    runs = [subprocess.Popen(command, env=app.env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for run in runs:
        words, _ = run.communicate(timeout=uitest.PATIENCE)
        assert run.returncode == 0 and 'is open in a window' in words, words


def let_months_pass(story, app, identity):
    pass_to(identity, 2)
    wait_for(app, identity, 2, 'paid')
    sandbox().post('/sandbox/faults', faults=f'no-funds@{SALE}')
    pass_to(identity, 3)
    wait_for(app, identity, 3, 'failed')
    story.step('a card without money is tried again later')
    pass_to(identity, 3, 1)
    wait_for(app, identity, 3, 'paid')
    story.step('the day after it goes through')
    pass_to(identity, 4)
    run_twice(app)
    # By what they have begun: nobody calls a third time.
    app.wait(lambda: installment(identity, 4, 'state') == 'paid', 'installment 4 is paid')
    story.step('what a timer starts, twice at once, the open window does, once')
    sandbox().post('/sandbox/faults', faults=f'lost-card@{SALE}')
    pass_to(identity, 5)
    wait_for(app, identity, 5, 'paid')
    assert ask('SELECT t.outcome, c.last_four FROM installment_tries AS t JOIN cards AS c ON c.id = t.card_id'
               ' JOIN installments AS i ON i.id = t.installment_id JOIN plans AS p ON p.id = i.plan_id'
               f' WHERE p.guarantor_id = {identity} AND i.number = 5 ORDER BY t.number') == [
        ('hard', '1111'), ('approved', '4444')]
    story.step('a card that is lost is not tried again: the backup card pays')


def end(story, app, name, identity):
    pass_to(identity, 6)
    wait_for(app, identity, 6, 'paid')
    assert plan_of(identity) == [('completed', 6, 6)]
    # Each once: six, and the declines.
    assert ask('SELECT outcome, count(*) FROM installment_tries AS t JOIN installments AS i ON i.id = t.installment_id'
               f' JOIN plans AS p ON p.id = i.plan_id WHERE p.guarantor_id = {identity} GROUP BY outcome'
               ' ORDER BY outcome') == [('approved', 5), ('hard', 1), ('soft', 1)]
    uitest.screen.keys('ctrl+5')
    app.press('push button', 'Clear All')
    table = app.table('Payment plans')
    index, cells = table.row(name, 'Completed')
    # The bar of how far it is says so to a screen reader.
    said = [node.name for column in range(len(cells)) for node in table.cell(index, column).tree()]
    assert any('6 of 6' in words for words in said), said
    story.step('six of six are paid')
    app.wait(lambda: ask(f'SELECT count(*) FROM receivables WHERE id = {identity}') == [(0,)], 'nothing is owed')
    story.step('the ledger is at zero')


def tale(story):
    app = story.start('--demo')
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    assert app.close() == 0
    number, name, identity, cents = settle_in()
    app.env.update({'LD_PRELOAD': peers.build_path('tests/app/libclock-shift.so'), 'TEST_CLOCK_SHIFT': shift_path(),
                    'ASAN_OPTIONS': 'detect_leaks=0:verify_asan_link_order=0'})
    app.start()
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    with browser.Browser() as page:
        page.be_phone()
        send_plan(story, app, name, cents - 2500)
        accept(story, app, page, number, identity)
        save_backup(app, page, number, name, identity)
    # By hand only while nobody has the file open.
    assert app.close() == 0
    with sqlite3.connect(demo_path()) as books:
        books.execute("UPDATE cards SET role = 'backup' WHERE last_four = '4444' AND state = 'kept'"
                      f' AND guarantor_id = {identity}')
    books.close()
    app.start()
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    let_months_pass(story, app, identity)
    end(story, app, name, identity)
    assert app.close() == 0
    checked = app.run('verify', '--practice', demo_path())
    assert checked.returncode == 0, checked.stdout
    story.step('the books are sound')


uitest.tell('plan', tale)
