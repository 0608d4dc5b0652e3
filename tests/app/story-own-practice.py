#!/usr/bin/python3
"""story-own-practice.py: a practice of one's own from nothing: its facts, a new patient, cash, what is refused"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import uitest  # noqa: E402


def own_practice(story):
    path = os.path.join(tempfile.mkdtemp(), 'own.till')
    app = story.start()
    app.wait_shows('Welcome to Till')
    app.press('push button', 'Set Up My Practice')
    app.save_as(path)
    app.wait_shows('Name of the Practice')
    story.step('the first start asks where the practice is to be kept')
    app.set_text('Your Name', 'Dana')
    app.press('push button', 'Open My Practice')
    app.wait_shows('name')
    story.step('a practice without a name is refused')
    app.set_text('Name of the Practice', 'Zahnärztliche Gemeinschaftspraxis Muñoz')
    app.set_text('Street', '1 Main Street')
    app.set_text('City, State, ZIP', 'Portland, ME 04101')
    app.press('push button', 'Open My Practice')
    app.wait_shows('No Transactions in These Days')
    story.step('the new practice opens, empty')

    app.press('push button', 'Collect Payment')
    app.find('push button', 'New Patient')
    story.step('cards can’t be taken yet, and it says why')
    app.press('push button', 'New Patient')
    app.set_text('Last Name', 'Muñoz')
    app.set_text('First Name', 'Zoë')
    app.set_text('Date of Birth (month/day/year)', '02/30/1980')
    app.press('push button', 'Add Patient')
    app.wait_shows('not a date of birth')
    app.set_text('Date of Birth (month/day/year)', '02/28/1980')
    app.press('push button', 'Add Patient')
    app.find('push button', 'Change')
    story.step('a new patient, with a date of birth that exists')

    for wrong, words in (('0', 'amount'), ('-5', 'amount'), ('abc', 'not an amount'), ('1000000.01', '1,000,000')):
        app.set_text('Amount', wrong)
        app.press('push button', app.wait(lambda: next((node.name for node in app.thing.tree()
                                                         if node.role == 'push button' and node.name.startswith('Collect')
                                                         and node.name != 'Collect Payment'), None), 'the button'))
        app.wait_shows(words)
    story.step('amounts that can’t be are refused in words')
    app.set_text('Note (for the practice only)', 'card 4111 1111 1111 1111')
    app.wait(lambda: app.text('Note (for the practice only)') == '', 'the card number taken out')
    story.step('a card number is taken out of the note')
    app.set_text('Amount', '80')
    app.press('push button', 'Collect $80.00')
    app.wait_shows('Payment Recorded')
    app.press('push button', 'Done')
    app.table('Transactions').row('$80.00', 'Muñoz', 'Unposted')
    story.step('cash is recorded at once')

    app.press('push button', 'Collect Payment')
    app.set_text('Patient', 'mun')
    app.wait(lambda: app.find_all('list item', inside=app.find('list', 'Patients found')), 'the patient')
    uitest.screen.keys('Return')
    app.wait(lambda: app.maybe('push button', 'Change'), 'the patient chosen')
    app.set_text('Amount', '80')
    app.press('push button', 'Collect $80.00')
    app.wait_shows('Collect All the Same?')
    story.step('the same again within a day is asked about first')
    app.press('push button', 'Don’t Collect')
    assert len(app.table('Transactions').rows()) == 1
    assert app.close() == 0


uitest.tell('own-practice', own_practice)
