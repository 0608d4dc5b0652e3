#!/usr/bin/python3
"""story-lost-practice.py: the practice of the last time is not there any more: that is said, and what to do about it"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import uitest  # noqa: E402

GONE = 'Your Practice Is Not Where It Was'


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
    button = app.wait(lambda: next((node.name for node in app.thing.tree() if node.role == 'push button'
                                    and node.name.startswith('Restore the Backup moved-')), None), 'the backup offered')
    story.step('the newest copy is offered')
    app.press('push button', button)
    app.wait_shows('No Transactions in These Days')
    story.step('and restored')
    assert app.close() == 0


uitest.tell('lost-practice', lost_practice)
