"""uitest.py: uses the real program as a person would, through what a screen reader is told and what hands can do

accessible.py finds and reads, presses buttons and sets text; pointer and keyboard (screen.py) do what that can't in
GTK 4.8. Run by build-aux/with-display --a11y, which gives it a screen and a bus. A story looks like this:

    def first_payment(story):
        app = story.start('--demo')
        app.press('push button', 'Collect payment')
        story.step('Collect asks for patient and amount')

    uitest.tell('first-payment', first_payment)
"""

import os
import re
import subprocess
import sys
import time
import traceback

# A warning of the bindings must not end the story; one of the program shall end the program.
FOR_PROGRAM = {name: os.environ.pop(name) for name in ('G_DEBUG', 'G_ENABLE_DIAGNOSTIC') if name in os.environ}

import peers  # noqa: E402
import screen  # noqa: E402
from accessible import Bus, Gone, TABLE_LIST  # noqa: E402

# It only gives a name to what would hang: long enough for a slow machine under sanitizers.
PATIENCE = 240

BUTTONS = ('push button', 'toggle button')
DIALOGS = ('dialog', 'alert', 'file chooser')
ENTRIES = ('entry', 'password text', 'spin button', 'text')
ROWS = ('list item', 'table row')


def popover_around(thing):
    """A popover has no role of its own: it is known by its class."""
    chain = thing.ancestors
    names = thing.bus.ask_all([above.name_question() for above in chain])
    return next((above for above, name in zip(chain, names) if name and name[0].endswith('Popover')), None)


def on_screen(thing):
    """Whether it is really to be seen. A page of a stack that is turned away keeps its place and says "visible" all
    the same, so the window is asked what lies at its middle.
    """
    try:
        x, y, width, height = thing.extents
        if width <= 0 or height <= 0:
            return False
        if popover_around(thing):
            return True  # closed ones are not in the tree
        chain = thing.ancestors
        window = chain[-1]
        _, _, window_width, window_height = window.extents
        x, y = x + width // 2, y + height // 2
        if not (0 <= x < window_width and 0 <= y < window_height):
            return False
        hit = window.at(x, y)
        # The text inside an entry is hit, but not in the tree.
        return hit is None or thing in hit.ancestors or hit in chain and hit != window
    except Gone:
        return False


class Table:
    """A GtkColumnView. Row 0 is the first that has a widget: the list keeps about 200 around what is in sight."""

    def __init__(self, app, name):
        self.app = app
        self.name = name

    @property
    def thing(self):
        return self.app.find('tree table', self.name)

    def titles(self):
        """The column titles by their words, in order."""
        header = next(child for child in self.thing.children if child.role == 'table row')
        found = {}
        for title in header.children:
            words = [node.name for node in title.tree() if node.role == 'label' and node.name]
            found[words[0] if words else ''] = title
        return found

    def _row_things(self):
        rows = next(child for child in self.thing.children if child.role == 'list')
        return rows.children

    @staticmethod
    def _words(node):
        """What a cell says; a button in it by its name."""
        said = []
        for part in node.walk():
            if part.role in ('label', *BUTTONS) and part.name and part.name not in said:
                said.append(part.name)
        return ' '.join(said)

    def rows(self, limit=40):
        """The words of the first rows, a list of cells each, without the mark that selects the row."""
        found = []
        for row in self._row_things()[:limit]:
            nodes = row.tree()
            if nodes and nodes[0].children:  # rows kept for later have none
                found.append([self._words(cell) for cell in nodes[0].children[1:]])
        return found

    def wait_rows(self, condition, what):
        """Waits until the rows are so, and returns them."""
        def look():
            rows = self.rows()
            return (rows,) if condition(rows) else None

        return self.app.wait(look, what)[0]

    def row(self, *words):
        """Waits for the first row whose cells say all of these; its index and its cells."""
        def look():
            for index, cells in enumerate(self.rows()):
                if all(any(word in cell for cell in cells) for word in words):
                    return index, cells
            return None

        return self.app.wait(look, f'a row of {self.name!r} with {words}')

    def cell(self, row, column):
        """The cell itself; column is an index or a title."""
        if isinstance(column, str):
            column = list(self.titles()).index(column) - 1
        return self._row_things()[row].children[column + 1]

    def mark(self, row):
        """What selects a row without unselecting others."""
        return self._row_things()[row].children[0]

    def click(self, row, column=0, button=1, times=1):
        self.app.click(self.cell(row, column), button, times)

    def press(self, row, name):
        """Presses a button in a row."""
        self.app.press(BUTTONS, name, inside=self._row_things()[row])

    def sort(self, title):
        """Titles have no action of their own: they are clicked."""
        self.app.click(self.titles()[title])

    def selected(self):
        return [index for index, row in enumerate(self._row_things()) if row.has('selected')]


class App:
    """The program, running."""

    def __init__(self, *arguments, program=None, env=None):
        self.command = [program or peers.build_path('src/app/till'), *map(str, arguments)]
        self.env = dict(os.environ, **FOR_PROGRAM, **(env or {}))
        self.bus = Bus()
        self.start()

    # From start to end

    def start(self):
        self.process = subprocess.Popen(self.command, env=self.env)
        self.thing = self.wait(lambda: self.bus.program(self.process.pid), 'the program on the accessibility bus')
        self.wait(lambda: self.thing.children and screen.windows(self.process.pid), 'its window')

    def close(self):
        """Closes the window as its button does, and returns the exit status."""
        try:
            self.wait(lambda: self.thing.children[0].act('window.close'), 'the window to close')
        except AssertionError:
            # A program that ends at once owes the answer.
            if self.process.poll() is None:
                raise
        return self.process.wait(PATIENCE)

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def restart(self):
        status = self.close()
        assert status == 0, f'the program ended with {status}'
        self.start()

    def wait(self, condition, what, patience=None):
        """Asks again and again until it is so, and returns it; never a fixed sleep."""
        until = time.monotonic() + (patience or PATIENCE)
        while True:
            try:
                if answer := condition():
                    return answer
            except Gone:
                pass  # things go while they are read
            if self.process.poll() is not None:
                raise AssertionError(f'the program ended with {self.process.returncode} before there was {what}')
            if time.monotonic() > until:
                raise AssertionError(f'never came: {what}')
            time.sleep(0.02)

    # Finding and reading

    def find_all(self, role, name=None, inside=None):
        """All of a role (or of several) that go by the name, in the tree's order."""
        roles = (role,) if isinstance(role, str) else role
        return [node.thing for node in (inside or self.thing).tree()
                if node.role in roles and (name is None or node.name == name)]

    def maybe(self, role, name=None, inside=None):
        """The one to be seen now, or None. The last wins: a dialog comes after the window it stands before, and of a
        GtkMenuButton it is the inner button that acts. What is only scrolled away comes after what is seen.
        """
        found = self.find_all(role, name, inside)
        found.reverse()
        return next(filter(on_screen, found), next((thing for thing in found if thing.extents[2] > 0), None))

    def find(self, role, name=None, inside=None):
        """Waits for it."""
        return self.wait(lambda: self.maybe(role, name, inside), f'a {role} {name!r}')

    def dialog(self, name=None):
        return self.find(DIALOGS, name)

    def shows(self, words, inside=None):
        """What a label to be seen says, if it has these words: a text, or a pattern of re.compile()."""
        for node in (inside or self.thing).tree():
            if node.role == 'label':
                fits = words.search(node.name) if isinstance(words, re.Pattern) else words in node.name
                if fits and on_screen(node.thing):
                    return node.name
        return None

    def wait_shows(self, words, inside=None):
        return self.wait(lambda: self.shows(words, inside), f'the words {words!r}')

    def wait_gone(self, role, name=None):
        self.wait(lambda: not any(map(on_screen, self.find_all(role, name))), f'no {role} {name!r}')

    def is_sensitive(self, role, name, inside=None):
        return self.find(role, name, inside).has('sensitive')

    def table(self, name):
        return Table(self, name)

    # Doing

    def press(self, role, name, inside=None):
        """A button, tab, menu item or check box, once it can be pressed."""
        def ready():
            thing = self.maybe(role, name, inside)
            return thing if thing and thing.has('sensitive') else None

        thing = self.wait(ready, f'a {role} {name!r} that can be pressed')
        if not thing.act('click'):
            self.click(thing)

    def place(self, thing):
        """The middle of a thing on the screen. A popover is an X window of its own, as a dialog is: the one of its
        size, where a window may have a margin for its shadow.
        """
        x, y, width, height = thing.extents
        popover = popover_around(thing)
        left, top, frame_width, frame_height = (popover or thing.ancestors[-1]).extents
        margins = 0 if popover else 80

        def fits(window):
            return 0 <= window[3] - frame_width <= margins and 0 <= window[4] - frame_height <= margins

        window = self.wait(lambda: next(filter(fits, reversed(screen.windows(self.process.pid))), None),
                           f'an X window around {thing.name!r}')
        return (window[1] + (window[3] - frame_width) // 2 + x - left + width // 2,
                window[2] + (window[4] - frame_height) // 2 + y - top + height // 2)

    def click(self, thing, button=1, times=1):
        screen.click(*self.place(thing), button, times)

    def hover(self, thing):
        screen.move(*self.place(thing))

    def entry(self, name, inside=None):
        """A field to type in, by its own name or by the words of the row it is in."""
        def look():
            own, rows = [], []
            for node in (inside or self.thing).tree():
                if node.role not in ENTRIES or not node.thing.is_editable:
                    continue
                row = next((above for above in node.ancestors if above.role in ROWS), None)
                if node.name == name:
                    own.append(node.thing)
                elif row and name in {part.name for part in row.walk()}:
                    rows.append(node.thing)
            return next(filter(on_screen, [*reversed(own), *reversed(rows)]), None)

        return self.wait(look, f'an entry {name!r}')

    def text(self, name, inside=None):
        """What stands in a field."""
        return self.entry(name, inside).text

    def set_text(self, name, text, inside=None):
        """All at once, as pasting does."""
        assert self.entry(name, inside).set_text(text), f'{name!r} takes no text'

    def type(self, name, text, inside=None):
        """Key by key, in place of what stands there."""
        thing = self.entry(name, inside)
        self.click(thing)
        self.wait(lambda: thing.has('focused'), f'the focus in {name!r}')
        screen.keys('ctrl+a')
        screen.write(text)

    def choose(self, name, option, inside=None):
        """One of a drop-down's options: opened, walked to by keys, taken by Return."""
        combo = self.find('combo box', name, inside)
        button = next((node.thing for node in combo.tree() if node.role in BUTTONS), None)
        if button is None:
            self.choose_in_row(combo, option)
            return
        button.act('click')

        def items():
            popup = next((node for node in combo.tree() if node.role == 'list'), None)
            found = popup.children if popup else []
            return found if any(item.thing.has('focused') for item in found) else None

        found = self.wait(items, f'the options of {name!r}')
        words = [[part.name for part in item.walk() if part.role == 'label'] for item in found]
        wanted = next((index for index, said in enumerate(words) if option in said), None)
        assert wanted is not None, f'{name!r} offers {words}, not {option!r}'
        at = next(index for index, item in enumerate(found) if item.thing.has('focused'))
        for _ in range(abs(wanted - at)):
            screen.keys('Down' if wanted > at else 'Up')
        self.wait(lambda: found[wanted].thing.has('focused'), f'the focus on {option!r}')
        screen.keys('Return')

        def chosen():
            nodes = combo.tree()
            return not any(node.raw == 'GtkPopover' for node in nodes) and any(node.name == option for node in nodes)

        self.wait(chosen, f'{option!r} chosen')

    def choose_in_row(self, row, option):
        """An AdwComboRow: the whole row opens, and the option is clicked."""
        self.click(row)

        def item():
            return next((node.thing for node in row.tree()
                         if node.role == 'label' and node.name == option and popover_around(node.thing)), None)

        self.click(self.wait(item, f'the option {option!r}'))
        self.wait(lambda: not item() and any(node.name == option for node in row.tree()), f'{option!r} chosen')

    def save_as(self, path):
        """Answers the dialog that asks for a file's name, and waits for the file."""
        entry = self.entry('Name:')
        self.wait(lambda: entry.has('focused'), 'the focus in the file dialog')
        assert entry.set_text(str(path))
        screen.keys('Return')
        self.wait(lambda: os.path.exists(path) and os.path.getsize(path), f'the file {path}')

    def run(self, *arguments, **more):
        """The program once more, as a command: its exit status, output and errors."""
        return subprocess.run([self.command[0], *map(str, arguments)], env=self.env, capture_output=True, text=True,
                              timeout=PATIENCE * 4, check=False, **more)

    def tree(self):
        """What is there by name, for the one who looks into a failure."""
        lines = []
        for node in self.thing.tree():
            if node.name or node.raw == TABLE_LIST:
                depth = sum(bool(above.name) for above in node.ancestors)
                lines.append('  ' * depth + f'{node.role} {node.name!r}')
        return '\n'.join(lines)


class Story:
    """The steps of a story, each a point of TAP with a picture."""

    def __init__(self, name):
        self.name = name
        self.apps = []
        self.n_steps = 0

    def start(self, *arguments, **more):
        app = App(*arguments, **more)
        self.apps.append(app)
        return app

    def step(self, words):
        """What has just been shown to be so."""
        self.n_steps += 1
        slug = re.sub(r'[^a-z0-9]+', '-', words.lower()).strip('-')[:60]
        screen.picture(f'{self.name}-{self.n_steps:02}-{slug}')
        print(f'ok {self.n_steps} {words}', flush=True)


def tell(name, tale):
    """Runs a story; ends the process."""
    story = Story(name)
    good = True
    try:
        tale(story)
    except BaseException:  # noqa: BLE001, also an end asked for
        good = False
        print('# ' + traceback.format_exc().replace('\n', '\n# '))
        print(f'# picture: {screen.picture(name + "-failed")}')
        for app in story.apps:
            if app.process.poll() is None:
                print('# ' + app.tree().replace('\n', '\n# '))
        print(f'not ok {story.n_steps + 1} {name}', flush=True)
    for app in story.apps:
        if app.process.poll() is None:
            app.kill()
    print(f'1..{story.n_steps + (not good)}', flush=True)
    sys.exit(not good)
