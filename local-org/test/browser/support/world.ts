import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Running, root, startProgram } from './processes.ts';

/** The real service and the local org on free ports, on a data folder of their own. */
export interface World {
    readonly dataDir: string;
    readonly localOrg: () => Running;
    readonly service: () => Running;
    readonly stopService: (signal?: NodeJS.Signals) => Promise<void>;
    /** Starts the service again at the same address. */
    readonly startService: () => Promise<void>;
    readonly restartLocalOrg: () => Promise<void>;
    readonly close: () => Promise<void>;
}

export const sampleOrg = path.join(root, 'local-org/sample-org');

/** Starts both on an export. */
export const startWorld = async (exportFolder = sampleOrg): Promise<World> => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'strongroom-world-'));
    const environment = { STRONGROOM_DATA_DIR: dataDir, DATABASE_URL: '', STRONGROOM_KEK: '', NODE_ENV: 'test' };
    const startService = (port: string) => startProgram('backend/src/main.ts', [], { ...environment, PORT: port });
    let service = await startService('0');
    const startLocalOrg = (port: string) =>
        startProgram('local-org/src/main.ts', ['--org', exportFolder], {
            ...environment,
            LOCAL_ORG_PORT: port,
            SERVICE_URL: service.url
        });
    let localOrg = await startLocalOrg('0').catch(async (error: unknown) => {
        await service.stop();
        throw error;
    });
    return {
        dataDir,
        localOrg: () => localOrg,
        service: () => service,
        stopService: (signal) => service.stop(signal),
        startService: async () => {
            service = await startService(new URL(service.url).port);
        },
        restartLocalOrg: async () => {
            await localOrg.stop();
            localOrg = await startLocalOrg(new URL(localOrg.url).port);
        },
        close: async () => {
            await Promise.all([localOrg.stop(), service.stop()]);
            rmSync(dataDir, { recursive: true, force: true });
        }
    };
};
