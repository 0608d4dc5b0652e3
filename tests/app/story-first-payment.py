#!/usr/bin/python3
"""story-first-payment.py: a card payment from the press of Collect to its refund, and it is all there after a restart"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import peers  # noqa: E402
import uitest  # noqa: E402

AMOUNT = '$125.50'
TERMINAL = '88120001'
# As GTK calls it, in the folder the program was started in.
PRINTED = 'output.pdf'


def read_pdf(path):
    return subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True, text=True).stdout


def is_printed():
    """The file grows after GTK says that it is printed."""
    return os.path.exists(PRINTED) and b'%%EOF' in pathlib.Path(PRINTED).read_bytes()


def plain(name):
    """As it is typed at a keyboard without accents; the search finds it all the same."""
    apart = unicodedata.normalize('NFD', name.replace('’', "'"))
    return ''.join(letter for letter in apart if not unicodedata.combining(letter))


def unposted(app):
    """The red bubble's number."""
    for node in app.thing.tree():
        if node.role == 'label' and re.fullmatch(r'\d+', node.name) and uitest.on_screen(node.thing):
            return int(node.name)
    return 0


def open_menu(app, table, *words):
    index, _ = table.row(*words)
    table.press(index, 'Actions')


def demo_path():
    return os.path.join(os.environ['XDG_DATA_HOME'], 'till/demo.till')


def find_sandbox():
    """The demo's: by hand the terminal waits as long as it takes to look at it."""
    (address,), = peers.rows(demo_path(), "SELECT value FROM settings WHERE key = 'clearent.host'")
    return peers.Sandbox(address, 'sandbox')


def print_receipt(app, table, index, patient):
    """Through the desktop's own dialog, to the printer that every desktop has: a file."""
    table.press(index, 'Payment receipt')
    app.press('push button', 'Print')
    dialog = app.dialog('Print')
    printers = app.table('')
    row, _ = printers.row('Print to File')
    printers.click(row)
    app.press('push button', 'Print', inside=dialog)
    app.wait_gone(uitest.DIALOGS, 'Print')
    app.wait(is_printed, 'what was printed')
    words = read_pdf(PRINTED)
    assert AMOUNT in words and 'Payment receipt' in words and patient.split(',')[0] in words, words


def first_payment(story):
    folder = tempfile.mkdtemp()
    # What is printed to a file goes there.
    os.chdir(folder)
    app = story.start()
    app.wait_shows('Welcome to Till')
    story.step('the first start asks what is to be opened')
    app.press('push button', 'Try the Demo Practice')
    table = app.table('Transactions')
    rows = table.wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    app.wait_shows('Demo practice')
    assert app.maybe('push button', 'Try the Demo Practice') is None
    patient = next(cells[1] for cells in rows if cells[1])
    before = unposted(app)
    sandbox = find_sandbox()
    sandbox.post(f'/sandbox/terminal/{TERMINAL}/mode', mode='manual')
    story.step('the demo opens with its transactions')

    app.press('push button', 'Collect Payment')
    app.find(uitest.ENTRIES, 'Patient')
    app.type('Patient', plain(patient.split(',')[0]))
    app.wait(lambda: app.find_all('list item', inside=app.find('list', 'Patients found')), 'patients found')
    story.step('collect asks for the patient')
    uitest.screen.keys('Return')
    app.find('push button', 'Change')
    app.type('Amount', '125.50')
    app.find('push button', 'Collect ' + AMOUNT)
    story.step('patient and amount are chosen')

    app.press('push button', 'Collect ' + AMOUNT)
    app.wait_shows('Waiting for Card')
    story.step('the terminal waits for the card')
    sandbox.send_form(f'/sandbox/terminal/{TERMINAL}/press', deed='tap')
    app.wait_shows('Payment Approved')
    story.step('the payment is approved')
    app.press('push button', 'Done')
    index, cells = table.row(AMOUNT, 'Unposted')
    assert index == 0 and 'Card terminal' in cells[3], cells
    app.wait(lambda: unposted(app) == before + 1, 'the unposted count goes up')
    story.step('the row is there, unposted')

    table.press(index, 'Payment receipt')
    app.wait_shows('Authorization')
    story.step('the receipt opens')
    app.press('push button', 'Download PDF')
    path = os.path.join(folder, 'receipt.pdf')
    app.save_as(path)
    words = read_pdf(path)
    assert AMOUNT in words and 'Payment receipt' in words and patient.split(',')[0] in words, words
    story.step('the receipt is downloaded and says what was paid')

    print_receipt(app, table, index, patient)
    story.step('the receipt is printed')

    # Over the books themselves it is not written, whoever says "replace".
    open_menu(app, table, AMOUNT)
    app.press('menu item', 'Download Receipt')
    app.save_as(demo_path())
    app.press('push button', 'Replace')
    app.wait_shows('belongs to the practice')
    story.step('the receipt is not written over the practice')
    app.press('push button', 'Close')

    open_menu(app, table, AMOUNT)
    app.press('menu item', 'Post')
    table.row(AMOUNT, 'Posted')
    app.wait(lambda: unposted(app) == before, 'the unposted count goes down')
    story.step('the payment is posted')

    open_menu(app, table, AMOUNT)
    app.press('menu item', 'Refund…')
    app.wait_shows(re.compile('void', re.I))
    app.choose('Reason', 'Wrong amount')
    story.step('the refund says beforehand that it will be a void')
    app.press('push button', 'Void ' + AMOUNT)
    table.row('−' + AMOUNT)
    table.row(AMOUNT, 'Voided')
    app.wait(lambda: unposted(app) == before + 1, 'the void is unposted')
    story.step('the payment is voided')

    was = table.rows(3)
    app.restart()
    table = app.table('Transactions')
    again = table.wait_rows(lambda found: len(found) > 5, 'the transactions again')[:3]
    assert again == was, (was, again)
    assert unposted(app) == before + 1
    story.step('after a restart it is all the same')

    table.sort('Amount')
    table.wait_rows(lambda found: found[0][2].startswith('−'), 'the smallest amount first')
    table.sort('Amount')
    table.wait_rows(lambda found: found[0][2] > found[1][2] and found[0][2].startswith('$'), 'the largest first')
    story.step('a click on a title sorts, a second one the other way')
    assert app.close() == 0


uitest.tell('first-payment', first_payment)
