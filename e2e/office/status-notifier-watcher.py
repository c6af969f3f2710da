"""The panel of a desktop for tests: owns org.kde.StatusNotifierWatcher and reads the icons that register, as GNOME's extension does
(never synchronously, and on the unique name of their owner). Commands come as JSON lines {"id", "do", ...} and each is answered by one
line {"id", "ok" or "error"}. Arguments of calls are texts as g_variant_parse() reads them."""

import hashlib
import json
import sys

from gi.repository import Gio, GLib

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'
INTERFACE = f"""<node><interface name="{WATCHER}">
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
  <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
  <signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
  <signal name="StatusNotifierHostRegistered"/>
  <signal name="StatusNotifierHostUnregistered"/>
</interface></node>"""

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
state = {'host': True, 'owned': None, 'item': None}


def say(line):
    print(json.dumps(line), flush=True)


def call(name, path, interface, member, args, done, signature=None):
    def finished(_, result):
        try:
            done(bus.call_finish(result).unpack(), None)
        except GLib.Error as error:
            done(None, error.message)

    variant = GLib.Variant.parse(GLib.VariantType(signature) if signature else None, args, None, None) if isinstance(args, str) else args
    bus.call(name, path, interface, member, variant, None, Gio.DBusCallFlags.NO_AUTO_START, 5000, None, finished)


def registered(sender, text, done):
    """An argument that begins with a slash is a path on the sender, any other is a name that must have an owner."""
    def keep(owner, path):
        state['item'] = (owner, path)
        Gio.bus_watch_name_on_connection(bus, owner, Gio.BusNameWatcherFlags.NONE, None, lambda *_: forget(owner))

    if text.startswith('/'):
        return done(lambda: keep(sender, text))
    call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetNameOwner', GLib.Variant('(s)', (text,)),
         lambda values, error: done(None, error) if error else done(lambda: keep(values[0], '/StatusNotifierItem')))


def forget(owner):
    if state['item'] and state['item'][0] == owner:
        state['item'] = None


def on_call(_bus, sender, _path, _interface, member, args, invocation):
    def done(keep, error=None):
        if error:
            return invocation.return_dbus_error(f'{WATCHER}.Refused', error)
        invocation.return_value(None)
        keep()
        bus.emit_signal(None, '/StatusNotifierWatcher', WATCHER, 'StatusNotifierItemRegistered', GLib.Variant('(s)', args.unpack()))

    if member == 'RegisterStatusNotifierItem':
        registered(sender, args.unpack()[0], done)
    else:
        invocation.return_value(None)


def on_get(_bus, _sender, _path, _interface, name):
    items = [''.join(state['item'])] if state['item'] else []
    return {'RegisteredStatusNotifierItems': GLib.Variant('as', items), 'ProtocolVersion': GLib.Variant('i', 0),
            'IsStatusNotifierHostRegistered': GLib.Variant('b', state['host'])}[name]


def own(command, done):
    """The watcher appears, with or without a host, or leaves."""
    if state['owned']:
        Gio.bus_unown_name(state['owned'])
        state.update(owned=None, item=None)
    if not command['owned']:
        return done(True, None)
    state['host'] = command['host']
    state['owned'] = Gio.bus_own_name_on_connection(bus, WATCHER, Gio.BusNameOwnerFlags.NONE, lambda *_: done(True, None), None)


def host(command, done):
    state['host'] = command['there']
    bus.emit_signal(None, '/StatusNotifierWatcher', WATCHER, f"StatusNotifierHost{'R' if state['host'] else 'Unr'}egistered", None)
    done(True, None)


def read(_command, done):
    def seen(values, error):
        if error:
            return done(None, error)
        found = values[0]
        pixmaps = [{'size': width, 'height': height, 'filled': sum(data[0::4]), 'digest': hashlib.sha256(bytes(data)).hexdigest()}
                   for width, height, data in found.get('IconPixmap', [])]
        tip = found.get('ToolTip', ['', [], '', ''])
        done({'id': found.get('Id'), 'status': found.get('Status'), 'icon': found.get('IconName', ''), 'menu': found.get('Menu'),
              'pixmaps': pixmaps, 'tooltip': [tip[2], tip[3]]}, None)

    if not state['item']:
        return done(None, None)
    owner, path = state['item']
    call(owner, path, 'org.freedesktop.DBus.Properties', 'GetAll', GLib.Variant('(s)', (ITEM,)), seen)


def on_menu(member, args, done):
    def found(values, error):
        if error:
            return done(None, error)
        call(owner, values[0], MENU, member, args, done)

    owner, path = state['item']
    call(owner, path, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (ITEM, 'Menu')), found)


def tree(node):
    number, properties, children = node
    return {'id': number, 'properties': properties, 'children': [tree(child) for child in children]}


def menu(_command, done):
    on_menu('GetLayout', GLib.Variant('(iias)', (0, -1, [])), lambda values, error: done(values and tree(values[1]), error))


def choose(command, done):
    on_menu('Event', GLib.Variant('(isvu)', (command['item'], 'clicked', GLib.Variant('i', 0), 0)), done)


def activate(_command, done):
    owner, path = state['item']
    call(owner, path, ITEM, 'Activate', GLib.Variant('(ii)', (0, 0)), done)


def any_call(command, done):
    call(command['name'], command['path'], command['interface'], command['member'], command['args'] or None, done)


COMMANDS = {'own': own, 'host': host, 'read': read, 'menu': menu, 'choose': choose, 'activate': activate, 'call': any_call}


def on_line(channel, _condition):
    text = channel.readline()
    if not text:
        loop.quit()
        return False
    command = json.loads(text)
    COMMANDS[command['do']](command, lambda value, error: say({'id': command['id'], 'ok': value} if error is None else {'id': command['id'], 'error': error}))
    return True


loop = GLib.MainLoop()
bus.register_object('/StatusNotifierWatcher', Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call, on_get, None)
channel = GLib.IOChannel.unix_new(0)
GLib.io_add_watch(channel, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, on_line)
say({'event': 'ready'})
loop.run()
