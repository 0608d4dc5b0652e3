"""accessible.py: what a screen reader is told, asked of the program directly over the accessibility bus

libatspi asks one thing at a time; here many questions are on their way at once, so that the tree of a window is read
in some hundredths of a second.
"""

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
COMPONENT = 'org.a11y.atspi.Component'
EDITABLE = 'org.a11y.atspi.EditableText'
TEXT = 'org.a11y.atspi.Text'
PROPERTIES = 'org.freedesktop.DBus.Properties'
REGISTRY = 'org.a11y.atspi.Registry'
ROOT = '/org/a11y/atspi/accessible/root'
NONE = '/org/a11y/atspi/null'

# On the screen GTK 4 can't say where it is: only in its window.
IN_WINDOW = 1

STATES = {'active': 1, 'busy': 3, 'checked': 4, 'editable': 7, 'enabled': 8, 'expanded': 10, 'focusable': 11,
          'focused': 12, 'modal': 16, 'pressed': 20, 'selected': 23, 'sensitive': 24, 'visible': 30}

# AT-SPI's numbers for what GTK 4 has, with AT-SPI's own names.
ROLES = {
    2: 'alert', 7: 'check box', 8: 'check menu item', 10: 'column header', 11: 'combo box', 16: 'dialog',
    19: 'file chooser', 20: 'filler', 23: 'frame', 26: 'icon', 27: 'image', 29: 'label', 31: 'list', 32: 'list item',
    33: 'menu', 34: 'menu bar', 35: 'menu item', 37: 'page tab', 38: 'page tab list', 39: 'panel',
    40: 'password text', 42: 'progress bar', 43: 'push button', 44: 'radio button', 45: 'radio menu item',
    47: 'row header', 48: 'scroll bar', 49: 'scroll pane', 50: 'separator', 51: 'slider', 52: 'spin button',
    54: 'status bar', 55: 'table', 56: 'table cell', 61: 'text', 62: 'toggle button', 63: 'tool bar', 64: 'tool tip',
    65: 'tree', 66: 'tree table', 67: 'unknown', 69: 'window', 75: 'application', 79: 'entry', 81: 'caption',
    82: 'document frame', 83: 'heading', 85: 'section', 87: 'form', 88: 'link', 90: 'table row', 91: 'tree item',
    98: 'list box', 99: 'grouping', 101: 'notification', 103: 'level bar', 109: 'article', 110: 'landmark',
    111: 'log', 115: 'timer', 116: 'static',
}

# Asking costs: don't go where nothing is looked for.
LEAVES = {'check box', 'image', 'label', 'menu item', 'scroll bar', 'separator'}
TABLE_LIST = 'GtkColumnListView'


def role_name(number):
    return ROLES.get(number, f'role {number}')


class Gone(Exception):
    """The thing asked is no more, or has no such side."""


class Bus:
    """The accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                    Gio.DBusCallFlags.NONE, -1).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)

    def ask_all(self, questions):
        """Asks (owner, path, interface, method, arguments) all at once; the answers in the same order, None where
        there is none.
        """
        answers = [None] * len(questions)
        left = len(questions)

        def answered(connection, result, index):
            nonlocal left
            left -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index, (owner, path, interface, method, arguments) in enumerate(questions):
            self.connection.call(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 30000, None,
                                 answered, index)
        context = GLib.MainContext.default()
        while left > 0:
            context.iteration(True)
        return answers

    def ask(self, owner, path, interface, method, arguments=None):
        answer = self.ask_all([(owner, path, interface, method, arguments)])[0]
        if answer is None:
            raise Gone(f'{path}: {interface}.{method}')
        return answer

    def program(self, pid):
        """The root of the program with this process id, or None while it isn't there."""
        try:
            programs = self.ask(REGISTRY, ROOT, ACCESSIBLE, 'GetChildren')[0]
        except Gone:
            return None
        for owner, path in programs:
            try:
                if self.ask('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                            GLib.Variant('(s)', (owner,)))[0] == pid:
                    return Thing(self, owner, path)
            except Gone:
                continue
        return None


class Thing:
    """One thing on the screen: a window, a button, a label. It is asked anew each time."""

    __slots__ = ('bus', 'owner', 'path')

    def __init__(self, bus, owner, path):
        self.bus = bus
        self.owner = owner
        self.path = path

    def __eq__(self, other):
        return isinstance(other, Thing) and self.path == other.path

    def __hash__(self):
        return hash(self.path)

    def __repr__(self):
        return self.path

    def question(self, interface, method, arguments=None):
        return self.owner, self.path, interface, method, arguments

    def ask(self, interface, method, arguments=None):
        return self.bus.ask(*self.question(interface, method, arguments))

    def other(self, reference):
        owner, path = reference
        return None if not owner or path == NONE else Thing(self.bus, owner, path)

    def name_question(self):
        return self.question(PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Name')))

    @property
    def role(self):
        return role_name(self.ask(ACCESSIBLE, 'GetRole')[0])

    @property
    def name(self):
        return clean(self.bus.ask(*self.name_question())[0])

    @property
    def parent(self):
        return self.other(self.ask(PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Parent')))[0])

    @property
    def children(self):
        return [self.other(child) for child in self.ask(ACCESSIBLE, 'GetChildren')[0]]

    @property
    def ancestors(self):
        """Itself first, up to the window."""
        found, thing = [], self
        while thing is not None and thing.path != ROOT:
            found.append(thing)
            thing = thing.parent
        return found

    @property
    def extents(self):
        """x, y, width, height in its window."""
        return self.ask(COMPONENT, 'GetExtents', GLib.Variant('(u)', (IN_WINDOW,)))[0]

    def at(self, x, y):
        """What lies there in this window; None where that is not in the tree."""
        return self.other(self.ask(COMPONENT, 'GetAccessibleAtPoint', GLib.Variant('(iiu)', (x, y, IN_WINDOW)))[0])

    def has(self, state):
        low, high = self.ask(ACCESSIBLE, 'GetState')[0]
        return bool((high << 32 | low) >> STATES[state] & 1)

    @property
    def is_editable(self):
        return EDITABLE in self.ask(ACCESSIBLE, 'GetInterfaces')[0]

    @property
    def text(self):
        # Up to -1 says nothing in GTK 4.8.
        count = self.ask(PROPERTIES, 'Get', GLib.Variant('(ss)', (TEXT, 'CharacterCount')))[0]
        return self.ask(TEXT, 'GetText', GLib.Variant('(ii)', (0, count)))[0]

    def set_text(self, text):
        return self.ask(EDITABLE, 'SetTextContents', GLib.Variant('(s)', (text,)))[0]

    def act(self, action):
        """Does the action, where there is one of that name."""
        try:
            count = self.ask(PROPERTIES, 'Get', GLib.Variant('(ss)', (ACTION, 'NActions')))[0]
            names = self.bus.ask_all([self.question(ACTION, 'GetName', GLib.Variant('(i)', (index,)))
                                      for index in range(count)])
            if (action,) not in names:
                return False
            return self.ask(ACTION, 'DoAction', GLib.Variant('(i)', (names.index((action,)),)))[0]
        except Gone:
            return False

    def tree(self, into_rows=False):
        """It and all below it, each with role, name and depth, in the tree's order, read a level at a time. The rows
        of a table only where asked, as the list keeps up to 200 with all their cells.
        """
        top = Node(self, None)
        level = [top]
        while level:
            answers = self.bus.ask_all(
                [question for node in level for question in (
                    node.thing.question(ACCESSIBLE, 'GetRole'), node.thing.name_question(),
                    node.thing.question(ACCESSIBLE, 'GetChildren'))])
            below = []
            for index, node in enumerate(level):
                role, name, children = answers[index * 3:index * 3 + 3]
                if role is None or name is None or children is None:
                    continue  # gone meanwhile
                node.role, node.raw = role_name(role[0]), name[0]
                if node.role in LEAVES or node.raw == TABLE_LIST and not into_rows:
                    continue
                node.children = [Node(self.other(child), node) for child in children[0] if child[1] != NONE]
                below += node.children
            level = below
        return list(top.walk())


class Node:
    """A thing as it was when the tree was read."""

    __slots__ = ('thing', 'above', 'role', 'raw', 'children')

    def __init__(self, thing, above):
        self.thing = thing
        self.above = above
        self.role = ''
        self.raw = ''
        self.children = []

    @property
    def name(self):
        return clean(self.raw)

    def walk(self):
        if self.role:
            yield self
        for child in self.children:
            yield from child.walk()

    @property
    def ancestors(self):
        node = self
        while node is not None:
            yield node
            node = node.above


def clean(name):
    """A button with a mnemonic goes by "_Collect payment Collect payment": the words a person reads. A thing
    without a name goes by its class: no name.
    """
    half = len(name) // 2
    first, second = name[:half].strip(), name[half:].strip()
    if '_' in first and first.replace('_', '', 1) == second:
        return second
    return '' if name.startswith(('Gtk', 'Adw')) and ' ' not in name else name
