// What this program uses of @homebridge/dbus-native and its own types leave out.
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

declare module '@homebridge/dbus-native' {
  type Reply = (error: { name?: string; message: string } | null, ...values: unknown[]) => void;
  type MethodCall = {
    destination: string;
    path: string;
    interface: string;
    member: string;
    flags: number;
    signature?: string;
    body?: readonly unknown[];
  };

  interface MessageBus {
    connection: BusConnection;
    signals: EventEmitter;
    /** The name of a signal in `signals`. */
    mangle(path: string, iface: string, member: string): string;
    invoke(message: MethodCall, reply: Reply): void;
  }
  export function createClient(options: { stream: Socket; authMethods: string[] }): MessageBus;
}
