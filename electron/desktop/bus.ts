import { createClient } from '@homebridge/dbus-native';
import { connect, type Socket } from 'node:net';
import type { Clock } from '../platform/ports.ts';

/** An interface of an object on the bus. */
export type BusObject = { destination: string; path: string; interface: string };

/**
 * The session bus. No call starts a service or lasts longer than two seconds; once the connection is lost every call fails and no name
 * has an owner any more.
 */
export type SessionBus = {
  /** False also when the bus does not answer. */
  hasOwner(name: string): Promise<boolean>;
  /** Tells each change of the owner of a name: whether it has one now. */
  watchOwner(name: string, listener: (owned: boolean) => void): () => void;
  /** A variant among the arguments is `[signature, value]`. Rejects when the call failed or took too long. */
  call(object: BusObject, member: string, signature?: string, args?: readonly unknown[]): Promise<readonly unknown[]>;
  property(object: BusObject, name: string): Promise<unknown>;
  onSignal(object: Omit<BusObject, 'destination'>, member: string, listener: (args: readonly unknown[]) => void): () => void;
  close(): void;
};

type Options = { clock: Clock; address: string | undefined; limitMs?: number };

const daemon: BusObject = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
// D-Bus specification, "Message Format": NO_AUTO_START, so that calling a service that is not there does not start it.
const noAutoStart = 0x2;

/** Connects to the session bus at `address` (DBUS_SESSION_BUS_ADDRESS); undefined when there is none that answers. */
export async function connectSessionBus({ clock, address = '', limitMs = 2000 }: Options): Promise<SessionBus | undefined> {
  const path = socketOf(address);
  if (path === undefined) return undefined;
  const socket = connect({ path });
  const lost = new AbortController();
  const client = createClient({ stream: skippingTheUnreadable(socket), authMethods: ['EXTERNAL'] });
  const lose = () => {
    lost.abort();
  };
  client.connection.on('error', lose);
  socket.on('error', lose).on('close', lose);

  function call(object: BusObject, member: string, signature = '', args: readonly unknown[] = []): Promise<readonly unknown[]> {
    const over = new AbortController();
    return new Promise<readonly unknown[]>((resolve, reject) => {
      const fail = (why: string) => {
        reject(new Error(`${object.interface}.${member}: ${why}`));
      };
      const gone = () => {
        fail('the bus is gone');
      };
      if (lost.signal.aborted) gone();
      lost.signal.addEventListener('abort', gone, { signal: over.signal });
      void clock.sleep(limitMs, over.signal).then(() => {
        fail('no answer');
      });
      const message = { ...object, member, flags: noAutoStart, ...(signature === '' ? {} : { signature, body: args }) };
      client.invoke(message, (error, ...values) => {
        if (error) fail(`${error.name ?? ''} ${error.message}`.trim());
        else resolve(values);
      });
    }).finally(() => {
      over.abort();
    });
  }

  function onSignal(object: Omit<BusObject, 'destination'>, member: string, listener: (args: readonly unknown[]) => void, more = '') {
    const rule = `type='signal',path='${object.path}',interface='${object.interface}',member='${member}'${more}`;
    const name = client.mangle(object.path, object.interface, member);
    const heard = (args: readonly unknown[] | undefined) => {
      listener(args ?? []);
    };
    client.signals.on(name, heard);
    void call(daemon, 'AddMatch', 's', [rule]).catch(() => undefined);
    return () => {
      client.signals.off(name, heard);
      void call(daemon, 'RemoveMatch', 's', [rule]).catch(() => undefined);
    };
  }

  // The answer to any call says that the handshake and the greeting of the library went well.
  const answers = await call(daemon, 'GetId').then(
    () => true,
    () => false,
  );
  if (!answers) {
    socket.destroy();
    return undefined;
  }
  return {
    call,
    onSignal: (object, member, listener) => onSignal(object, member, listener),
    hasOwner: (name) =>
      call(daemon, 'NameHasOwner', 's', [name]).then(
        ([owned]) => owned === true,
        () => false,
      ),
    watchOwner: (name, listener) => {
      const over = new AbortController();
      const changed = ([of, , owner]: readonly unknown[]) => {
        if (of === name) listener(owner !== '');
      };
      const unwatch = onSignal(daemon, 'NameOwnerChanged', changed, `,sender='${daemon.destination}',arg0='${name}'`);
      const gone = () => {
        listener(false);
      };
      lost.signal.addEventListener('abort', gone, { signal: over.signal });
      return () => {
        over.abort();
        unwatch();
      };
    },
    property: async (object, name) => {
      const properties = { ...object, interface: 'org.freedesktop.DBus.Properties' };
      const [variant] = await call(properties, 'Get', 'ss', [object.interface, name]);
      // The library reads a variant as its parsed signature and a list of one value.
      return (variant as [unknown, [unknown]] | undefined)?.[1][0];
    },
    close: () => {
      socket.destroy();
    },
  };
}

/** The socket of the first Unix address (D-Bus specification, "Server Addresses": `;` between addresses, values escaped like URLs). */
function socketOf(address: string): string | undefined {
  for (const one of address.split(';').filter((text) => text.startsWith('unix:'))) {
    const pairs = one.slice('unix:'.length).split(',');
    const value = (key: string) => pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1);
    const [path, abstract] = [value('path'), value('abstract')].map((text) => text?.replace(/%([0-9a-f]{2})/gi, fromHex));
    if (path !== undefined) return path;
    if (abstract !== undefined) return `\0${abstract}`;
  }
  return undefined;
}

const fromHex = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));

/**
 * Any program of the session can send this one a message, and the library throws at some of them from within the socket's `readable`
 * event, which would end the program. It has taken the message by then, so that reading goes on with the next one.
 */
function skippingTheUnreadable(socket: Socket): Socket {
  const emit = socket.emit.bind(socket);
  const guarded = (event: string, ...args: unknown[]): boolean => {
    try {
      return emit(event, ...args);
    } catch (error) {
      if (event !== 'readable') throw error;
      queueMicrotask(() => guarded(event));
      return true;
    }
  };
  return Object.assign(socket, { emit: guarded });
}
