#!/usr/bin/python3
"""story-filters.py: three filters by click, saved, cleared, the same rows from the library after a restart, exported"""

import csv
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import uitest  # noqa: E402

NAME = 'Cash & checks over $50'


def count(app):
    """How many transactions the foot of the list says there are."""
    for node in app.thing.tree():
        if node.role == 'label' and (found := re.fullmatch(r'([\d,]+) transactions?', node.name)):
            return int(found[1].replace(',', ''))
    return None


def wait_count(app, condition, what):
    return app.wait(lambda: (said,) if (said := count(app)) is not None and condition(said) else None, what)[0]


def bubbles(app):
    """What the list is narrowed by, in words."""
    return [node.name for node in app.thing.tree()
            if node.role in uitest.BUTTONS and node.name.startswith('Remove filter ')
            and uitest.on_screen(node.thing)]


def open_filter(app, column):
    app.press(uitest.BUTTONS, f'Filter {column}')


def open_library(app):
    app.press(uitest.BUTTONS, 'Filters')
    return app.find('list', 'Saved filters')


def three_filters(app, table):
    """Cash or checks, of more than $50, in the last month."""
    everything = count(app)
    open_filter(app, 'Method')
    app.press('push button', 'Only Cash')
    app.wait_shows('Method: Cash')
    cash = wait_count(app, lambda said: said < everything, 'fewer rows')
    app.click(app.find('check box', 'Check'))
    app.wait_shows('Method: Cash, Check')
    uitest.screen.keys('Escape')
    open_filter(app, 'Amount')
    app.type('From', '50')
    app.press('push button', 'Apply')
    app.wait_shows('Amount: from $50.00')
    table.wait_rows(lambda found: found and all(cells[2].startswith('$') and cells[2] >= '$' for cells in found),
                    'no refunds')
    assert wait_count(app, lambda said: said > 0, 'rows are left') < everything, cash


def export(app, folder):
    """The rows of the list as a CSV file has them."""
    path = os.path.join(folder, 'list.csv')
    uitest.screen.keys('ctrl+e')
    app.press('push button', 'Export as CSV…')
    app.save_as(path)
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def filters(story):
    folder = tempfile.mkdtemp()
    app = story.start('--demo', '--practice', os.path.join(folder, 'demo.till'))
    table = app.table('Transactions')
    table.wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')
    wait_count(app, lambda said: said > 5, 'the number of rows')
    story.step('the demo opens with the last month')

    three_filters(app, table)
    said = [f'Remove filter {words}' for words in
            ('Date: Last month', 'Method: Cash, Check', 'Amount: from $50.00')]
    assert sorted(bubbles(app)) == sorted(said), bubbles(app)
    rows = table.rows()
    n_rows = count(app)
    assert rows and all(cells[3] in ('Cash', 'Check') for cells in rows), rows
    story.step('three filters by click: blue bubbles, green titles')

    app.press('push button', 'Save Filter…')
    app.set_text('Name', NAME)
    app.wait(lambda: app.is_sensitive('push button', 'Save'), 'a name that can be saved')
    story.step('a name is asked for')
    app.press('push button', 'Save')
    app.wait_shows(f'“{NAME}” saved')
    app.wait_gone('push button', 'Save Filter…')
    story.step('the filter is saved')

    app.press('push button', 'Clear All')
    wait_count(app, lambda found: found > n_rows, 'all rows again')
    app.wait(lambda: not bubbles(app), 'no bubble')
    story.step('all is cleared')

    app.restart()
    table = app.table('Transactions')
    table.wait_rows(lambda found: len(found) > 5, 'the transactions again')
    library = open_library(app)
    app.wait_shows('Declined this week')
    story.step('after a restart the library has it')
    app.click(next(node.thing for node in library.tree() if node.role == 'label' and node.name == NAME))
    again = table.wait_rows(lambda found: found == rows, 'the same rows')
    assert again == rows and wait_count(app, lambda found: found == n_rows, 'as many rows')
    assert sorted(bubbles(app)) == sorted(said), bubbles(app)
    story.step('chosen from the library: the same rows')

    exported = export(app, folder)
    assert len(exported) == n_rows, (len(exported), n_rows)
    assert all(row['Method'] in ('Cash', 'Check') and float(row['Amount']) >= 50 for row in exported), exported[:3]
    assert [row['Patient'] for row in exported[:len(rows)]] == [cells[1] for cells in rows], exported[:3]
    story.step('it is exported: the file has as many rows')

    open_library(app)
    app.press(uitest.BUTTONS, f'Begin with “{NAME}”')
    app.wait(lambda: app.find(uitest.BUTTONS, f'Begin with “{NAME}”').has('pressed'), 'the star is on')
    story.step('it is made the one the list begins with')
    uitest.screen.keys('Escape')
    app.restart()
    table = app.table('Transactions')
    table.wait_rows(lambda found: found == rows, 'the same rows at the start')
    story.step('the next start begins with it')
    assert app.close() == 0


uitest.tell('filters', filters)
