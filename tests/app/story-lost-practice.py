#!/usr/bin/python3
"""story-lost-practice.py: the practice of the last time is not there any more, or damaged: that is said, and what to do
about it
"""

import os
import sqlite3
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import uitest  # noqa: E402

GONE = 'Your Practice Is Not Where It Was'
DAMAGED = 'The Practice Is Damaged'


def query(path, sql):
    database = sqlite3.connect(f'file:{urllib.parse.quote(path)}?mode=ro', uri=True)
    try:
        return database.execute(sql).fetchone()[0]
    finally:
        database.close()


def damage(path):
    """Of a table that is read by neither the opening nor the window: only the check can find it."""
    page = query(path, "SELECT rootpage FROM sqlite_master WHERE name = 'patient_changes'")
    size = query(path, 'PRAGMA page_size')
    with open(path, 'r+b') as file:
        file.seek((page - 1) * size)
        file.write(b'z' * size)
    assert query(path, 'PRAGMA quick_check(1)') != 'ok'


def find_restore(app):
    return app.wait(lambda: next((node.name for node in app.thing.tree() if node.role == 'push button'
                                  and node.name.startswith('Restore the Backup moved-')), None), 'the backup offered')


def lost_practice(story):
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, 'Müller & Söhne.till')
    moved = os.path.join(folder, 'moved.till')
    app = story.start('--practice', path)
    app.wait_shows('Set Up My Practice')
    app.set_text('Name of the Practice', 'Elm Street Dental')
    app.set_text('Your Name', 'Dana')
    app.press('push button', 'Open My Practice')
    app.wait_shows('No Transactions in These Days')
    # The copy of a day is made at the next start.
    app.restart()
    app.wait_shows('No Transactions in These Days')
    app.wait(lambda: os.path.isdir(path + '.backups') and os.listdir(path + '.backups'), 'the copy of the day')
    assert app.close() == 0

    os.rename(path, moved)
    os.rename(path + '.backups', path + '.kept')
    app = story.start()
    app.wait_shows(GONE)
    app.wait_shows('Müller & Söhne.till” is not there any more')
    assert not [button for button in app.find_all('push button') if button.name.startswith('Restore')]
    story.step('that it is gone is said, with its name')
    app.press('push button', 'Begin Anew')
    app.wait_shows('Welcome to Till')
    story.step('to begin anew is still possible')
    assert app.close() == 0

    app = story.start()
    app.wait_shows(GONE)
    app.press('push button', 'Open a Practice…')
    app.wait_shows('Other Locations')
    uitest.screen.write(moved)
    app.wait(lambda: any(entry.text == moved for entry in app.find_all(('text', 'entry'))), 'the path typed')
    uitest.screen.keys('Return')
    app.wait_shows('No Transactions in These Days')
    story.step('it is opened where it is now')
    assert app.close() == 0

    os.rename(moved, path + '.away')
    app = story.start()
    app.wait_shows(GONE)
    assert app.close() == 0
    app = story.start()
    app.wait_shows(GONE)
    button = find_restore(app)
    story.step('the newest copy is offered')
    app.press('push button', button)
    app.wait_shows('No Transactions in These Days')
    story.step('and restored')
    assert app.close() == 0

    # It opens, and what is broken in it is found beside the window.
    damage(moved)
    app = story.start()
    app.wait_shows(DAMAGED)
    find_restore(app)
    assert app.close() == 1
    assert query(moved, 'PRAGMA quick_check(1)') != 'ok'
    app = story.start()
    app.wait_shows(DAMAGED)
    button = find_restore(app)
    story.step('of a damaged one too the newest copy is offered')
    app.press('push button', button)
    app.wait_shows('No Transactions in These Days')
    assert query(moved, 'PRAGMA quick_check(1)') == 'ok'
    kept = [name for name in os.listdir(folder) if name.startswith('moved.till.before-restore-')]
    assert kept, os.listdir(folder)
    story.step('the damaged one is kept beside what was restored')
    assert app.close() == 0


uitest.tell('lost-practice', lost_practice)
