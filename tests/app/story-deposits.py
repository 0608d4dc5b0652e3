#!/usr/bin/python3
"""story-deposits.py: a month of deposits, with all that went wrong in it, as the desk reads, explains and closes it"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import zoneinfo

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import peers  # noqa: E402
import uitest  # noqa: E402

OFX = ('OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n'
       'COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0'
       '<SEVERITY>INFO</STATUS><DTSERVER>{end}120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS>'
       '<TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>021000021'
       '<ACCTID>000123451939<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>{begin}<DTEND>{end}{lines}'
       '</BANKTRANLIST><LEDGERBAL><BALAMT>100.00<DTASOF>{end}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>')
OFX_LINE = '<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>F{number}<NAME>CLEARENT DEPOSIT</STMTTRN>'


def money(text):
    """"-12.40" as the list shows it."""
    return ('−' if text.startswith('-') else '') + f'${abs(float(text)):,.2f}'


def shown_day(iso):
    day = datetime.date.fromisoformat(iso)
    return f'{day:%b} {day.day}, {day.year}'


def rows_of_key(key):
    """Each deposit as the day, the money and the state that its row must show."""
    for deposit in key['deposits']:
        for row in deposit['rows']:
            state = 'Deposited' if row['difference'] == '0.00' else 'more here'
            yield shown_day(deposit['fundedDate']), money(row['depositAmount']), state


def write_statement(key, path):
    """What the bank says: one line a day."""
    days = [deposit['fundedDate'].replace('-', '') for deposit in key['deposits']]
    lines = ''.join(OFX_LINE.format(kind='DEBIT' if deposit['amount'].startswith('-') else 'CREDIT', day=day,
                                    amount=deposit['amount'], number=number)
                    for number, (day, deposit) in enumerate(zip(days, key['deposits'])))
    with open(path, 'w', encoding='ascii', newline='') as file:
        file.write(OFX.format(begin=days[0], end=days[-1], lines=lines))


def show_all(app):
    """The Deposits tab, of all days."""
    uitest.screen.keys('ctrl+2')
    app.wait(lambda: uitest.on_screen(app.find('entry', 'Search deposits')), 'the Deposits tab')
    app.press('push button', 'Clear All')


def deposits(story):
    folder = tempfile.mkdtemp()
    subprocess.run([peers.build_path('tests/app/make-month'), folder], check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, 'answers.json'), encoding='utf-8') as file:
        key = json.load(file)
    wanted = list(rows_of_key(key))
    app = story.start('--practice', os.path.join(folder, 'month.till'))
    app.wait_shows('Transactions')
    show_all(app)
    app.wait_shows(f'{len(wanted)} deposits')
    table = app.table('Deposits')

    rows = table.rows(len(wanted))
    for day, amount, state in wanted:
        found = next((cells for cells in rows if day in cells[0] and cells[4] == amount and state in cells[6]), None)
        assert found, f'{day} {amount} {state} is not in the list'
        rows.remove(found)
    assert not rows, rows
    story.step('each deposit of the answer key is there, with its money and its reason')

    app.press(uitest.BUTTONS, 'Filter State')
    app.press('push button', 'Only Has a difference')
    app.wait_shows('1 deposit')
    uitest.screen.keys('Escape')
    index, cells = table.row('more here')
    story.step('what has a difference, by a filter')

    odd = next(row for deposit in key['deposits'] for row in deposit['rows'] if row['difference'] != '0.00')
    table.press(index, next(node.name for node in table._row_things()[index].tree()
                            if node.role in uitest.BUTTONS and node.name.startswith('Items of')))
    table.row('Gross sales:')
    table.row('Difference', '$12.40')
    opened = table.wait_rows(lambda found: len(found) > len(odd['transactions']), 'its items')
    for item in odd['transactions']:
        assert any(money(item['amount']) in cells for cells in opened), item
    story.step('it opens in place: its equation, and each of its payments')

    table.press(index, 'Actions')
    app.press('menu item', 'Explain…')
    app.set_text('Why it differs', 'The processor is asked')
    app.press('push button', 'Explain')
    # It is no difference any more that nobody knows of.
    app.wait_shows('0 deposits')
    app.press('push button', 'Clear All')
    table.row('— explained: The processor is asked')
    story.step('the difference is explained, and stays in sight')

    statement = os.path.join(folder, 'statement.ofx')
    write_statement(key, statement)
    app.press(uitest.BUTTONS, 'Bank Statement')
    app.press('push button', 'Import…')
    app.wait_shows('Other Locations')
    uitest.screen.write(statement)
    app.wait(lambda: any(entry.text == statement for entry in app.find_all(('text', 'entry'))), 'the path typed')
    uitest.screen.keys('Return')
    app.wait_shows('What is taken in')
    story.step('the bank’s statement, before it is taken in')
    app.press('push button', 'Import')
    app.wait_shows(f'{len(key["deposits"])} matched to deposits')
    story.step('each line of the bank has found its deposits')

    uitest.screen.keys('ctrl+r')
    app.press('page tab', 'Reconcile')
    first = datetime.date.fromisoformat(key['deposits'][0]['fundedDate']).replace(day=1)
    today = datetime.datetime.now(zoneinfo.ZoneInfo('America/New_York'))
    # From the practice's month to the one of the statement.
    for _ in range((today.year - first.year) * 12 + today.month - first.month):
        app.press('push button', 'The days before')
    app.wait_shows('Bank')
    story.step('posted, processor and bank side by side')

    app.restart()
    app.wait_shows('Transactions')
    show_all(app)
    app.wait_shows(f'{len(wanted)} deposits')
    table.row('— explained: The processor is asked')
    story.step('the same after a restart')
    assert app.close() == 0


uitest.tell('deposits', deposits)
