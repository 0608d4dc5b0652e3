#!/usr/bin/python3
"""story-receivables.py: balances of another program imported, narrowed, saved, selected, and who of them can be asked"""

import collections
import csv
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import peers  # noqa: E402
import uitest  # noqa: E402

N_FAMILIES = 5000
CHANNELS = {'text': ('No phone number for text messages', 'Same phone number as another'),
            'email': ('No e-mail address', 'Same e-mail address as another')}
NAME = 'Over 30 days, $50 to $1,500, insurance done'


def money(cents):
    return f'${cents / 100:,.2f}' if cents >= 0 else f'−${-cents / 100:,.2f}'


def write_files(folder, day):
    """The file, and what is in it: a dict a guarantor, by the answer key, with the file's own phones and e-mails."""
    path, key_path = os.path.join(folder, 'ar.csv'), os.path.join(folder, 'ar.json')
    subprocess.run([peers.build_path('src/till-demo-data'), '--layout', 'open-dental-ar', '--families', str(N_FAMILIES),
                    '--as-of', day.isoformat(), '--output', path, '--key', key_path], check=True)
    with open(key_path, encoding='utf-8') as file:
        key = json.load(file)
    with open(path, encoding='utf-8', newline='') as file:
        rows = {int(row['guarantor_patnum']): row for row in csv.DictReader(file)}
    people = []
    for number, *owed, credit, insurance in key['guarantors']:
        total = sum(owed) + credit
        people.append({'owed': owed, 'total': total, 'insurance': insurance, 'portion': max(total - insurance, 0),
                       'text': re.sub(r'\D', '', rows[number]['WirelessPhone'] or rows[number]['HmPhone']),
                       'email': rows[number]['Email'].lower()})
    assert sum(person['total'] for person in people) == key['total_cents']
    assert sum(person['portion'] for person in people) == key['portion_cents']
    return path, key, people


def answers(people):
    """Those that the filter finds; and by each channel, who has no address or shares it with another who owes."""
    found = [person for person in people
             if sum(person['owed'][1:]) > 0 and 5000 <= person['total'] <= 150000 and person['insurance'] == 0]
    for channel in CHANNELS:
        owners = collections.Counter(person[channel] for person in people if person['portion'] > 0)
        for person in found:
            none, same = CHANNELS[channel]
            person[f'why not {channel}'] = (none if not person[channel]
                                            else same if owners[person[channel]] > 1 else None)
    return found


def sentence(found, snoozed=()):
    """What the review says above its table, of those who are asked by e-mail."""
    can = [person for person in found if person['why not email'] is None and person not in snoozed]
    return (f'{len(can):,} of {len(found):,} can be asked for {money(sum(person["portion"] for person in can))}. '
            f'{len(found) - len(can):,} can’t.')


def set_up(story, folder):
    app = story.start()
    app.press('push button', 'Set Up My Practice')
    app.save_as(os.path.join(folder, 'own.till'))
    app.wait_shows('Name of the Practice')
    app.set_text('Your Name', 'Dana')
    app.set_text('Name of the Practice', 'Elm Street Dental')
    app.set_text('Street', '1 Main Street')
    app.set_text('City, State, ZIP', 'Portland, ME 04101')
    app.press('push button', 'Open My Practice')
    app.wait_shows('No Transactions in These Days')
    return app


def take_in(story, app, path, key):
    app.press(uitest.BUTTONS, 'Main Menu')
    app.press('menu item', 'Import Balances…')
    app.wait_shows('Other Locations')
    uitest.screen.write(path)
    app.wait(lambda: any(entry.text == path for entry in app.find_all(('text', 'entry'))), 'the path typed')
    uitest.screen.keys('Return')
    app.press('push button', 'Next')
    app.wait_shows(money(key['total_cents']))
    story.step('the file of another program: what would change, and the total of the answer key')
    app.press('push button', 'Import')
    app.find('page tab', 'Accounts Receivable')
    app.wait_gone('push button', 'Cancel')


def check_totals(app, key):
    """Above the table: all that is owed, and of it each age; below it how many, and their portion."""
    app.wait_shows(money(key['total_cents']))
    said = [node.name for node in app.thing.tree() if node.role in uitest.BUTTONS]
    for words, cents in zip(('0 to 30 days', '31 to 60 days', '61 to 90 days', 'Over 90 days'), key['owed_cents']):
        assert any(name.startswith(f'{words}: {money(cents)},') for name in said), (words, cents)
    app.wait_shows(f'Patient portion {money(key["portion_cents"])}')


def narrow(app, found):
    """Over 30 days by the library, the amount and the insurance by their columns."""
    app.press(uitest.BUTTONS, 'Filters')
    library = app.find('list', 'Saved filters')
    app.click(app.wait(lambda: next((node.thing for node in library.tree()
                                     if node.role == 'label' and node.name == 'Over 30'), None), 'the filter Over 30'))
    app.wait_shows('Over 30 days: from $0.01')
    app.press(uitest.BUTTONS, 'Filter Total')
    app.type('From', '50')
    app.type('To', '1500')
    app.press('push button', 'Apply')
    app.wait_shows('Total: $50.00 – $1,500.00')
    uitest.screen.keys('Escape')
    app.press(uitest.BUTTONS, 'Filter Insurance')
    app.press('push button', 'Nothing')
    app.wait_shows(f'{len(found):,} guarantors')
    uitest.screen.keys('Escape')


def save(app):
    app.press('push button', 'Save Filter…')
    app.set_text('Name', NAME)
    app.wait(lambda: app.is_sensitive('push button', 'Save'), 'a name that can be saved')
    app.press('push button', 'Save')
    app.wait_gone('push button', 'Save Filter…')


def ask_unasked(app):
    """Nobody has been asked for consent yet: the practice's own rule is that this counts as a yes."""
    words = 'Ask who was never asked for consent'
    uitest.screen.keys('ctrl+comma')
    app.wait(lambda: app.find_all('check box', f'{words} {words}'), 'the settings')
    app.press('page tab', 'Payments')
    switch = app.find('check box', f'{words} {words}')
    assert switch.act('toggle'), 'the switch can’t be pressed'
    app.wait(lambda: switch.has('checked'), 'it switched on')
    uitest.screen.keys('Escape')
    app.wait(lambda: not app.find_all('check box', f'{words} {words}'), 'the settings closed')


def parts(app):
    """What the list at the side says: a number a name."""
    shown = app.find('list', 'Shown')
    said = (re.fullmatch(r'(.+): ([\d,]+)', node.name) for node in shown.tree() if node.role == 'list item')
    return {found[1]: int(found[2].replace(',', '')) for found in said if found}


def check_reasons(app, found, channel):
    """Each reason's number is the answer key's."""
    said = parts(app)
    for why in CHANNELS[channel]:
        assert said.get(why, 0) == sum(person[f'why not {channel}'] == why for person in found), (why, said)


def export(app, folder):
    path = os.path.join(folder, 'review.csv')
    uitest.screen.keys('ctrl+e')
    app.press('push button', 'Export as CSV…')
    app.save_as(path)
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def receivables(story):
    folder = tempfile.mkdtemp()
    path, key, people = write_files(folder, datetime.date.today())
    found = answers(people)
    assert len(found) > 100 and any(person['why not email'] for person in found), 'the file has too little for this story'
    app = set_up(story, folder)
    take_in(story, app, path, key)

    uitest.screen.keys('ctrl+4')
    check_totals(app, key)
    story.step('what all owe, by age, is the answer key’s to the cent')
    narrow(app, found)
    portion = sum(person['portion'] for person in found)
    app.wait_shows(f'Patient portion {money(portion)}')
    story.step('over 30 days, $50 to $1,500, no insurance pending: as many, and as much')
    save(app)
    story.step('the filter is saved')

    table = app.table('Accounts receivable')
    table.click(0)
    uitest.screen.keys('ctrl+a')
    app.wait_shows(f'{len(found):,} selected')
    app.press(uitest.BUTTONS, 'Bulk Actions')
    app.press('menu item', 'Check Who Can Be Asked')
    app.find('status bar', f'None of the {len(found):,} selected can be asked.')
    assert parts(app)['Has not agreed to text messages'] == len(found), parts(app)
    check_reasons(app, found, 'text')
    story.step('who can be asked by text: nobody, and every reason with its number')

    ask_unasked(app)
    app.press(uitest.BUTTONS, 'E-Mail')
    app.find('status bar', sentence(found))
    check_reasons(app, found, 'email')
    story.step('by e-mail, where no answer counts as a yes: who, who not and why')

    said = parts(app)
    app.click(app.find('list item', f'Can be asked: {said["Can be asked"]:,}'))
    app.wait_shows(f'{said["Can be asked"]:,} guarantors')
    review = app.table('Who can be asked')
    rows = review.wait_rows(lambda shown: len(shown) > 3 and all(cells[3] == 'Yes' for cells in shown), 'who can')
    for row in range(3):
        app.click(review.mark(row))
    app.wait_shows('3 selected')
    app.press('push button', 'Snooze…')
    app.wait_shows('3 guarantors')
    app.press('push button', 'Snooze')
    can = sorted((person for person in found if person['why not email'] is None), key=lambda person: -person['portion'])
    assert [cells[1] for cells in rows[:3]] == [money(person['portion']) for person in can[:3]], rows[:3]
    app.find('status bar', sentence(found, can[:3]))
    assert parts(app)['Snoozed'] == 3, parts(app)
    story.step('three are snoozed there, and all are judged again')

    app.click(app.find('list item', 'Snoozed: 3'))
    app.wait_shows('3 guarantors')
    review.wait_rows(lambda shown: len(shown) == 3 and all('Snoozed until' in cells[4] for cells in shown), 'the three')
    story.step('a press on a reason shows whom it stops')
    app.click(app.find('list item', f'Everyone selected: {len(found):,}'))
    app.wait_shows(f'{len(found):,} guarantors')
    exported = export(app, folder)
    assert len(exported) == len(found), len(exported)
    assert sum(row['Can be asked'] == 'Yes' for row in exported) == len(can) - 3
    assert all((row['Why not'] == '') == (row['Can be asked'] == 'Yes') for row in exported)
    assert sum(round(float(row['Portion']) * 100) for row in exported) == portion
    story.step('exported: each with the amount, the e-mail address, and every reason')

    app.press(uitest.BUTTONS, 'Back to Accounts Receivable')
    app.wait_shows(f'{len(found):,} selected')
    story.step('back in the list, with all of them still selected')
    assert app.close() == 0


uitest.tell('receivables', receivables)
