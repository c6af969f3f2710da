import { contextBridge, ipcRenderer } from 'electron';
import { createPageBridge } from './preload-bridge.ts';

contextBridge.exposeInMainWorld('modosu', createPageBridge(ipcRenderer));
