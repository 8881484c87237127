import { call } from './call.js';

const refreshers = new WeakMap();

const frozen = (value) => {
    if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen);
    return value;
};

/** An Apex method as components import it: a function to call, and an adapter to wire. */
export const apexMethod = (className, method) => {
    const invoke = async (parameters = {}) => frozen(await call('POST', `/apex/${className}/${method}`, parameters));
    invoke.adapter = class {
        #emit;
        #config;
        #connected = false;
        #runs = 0;

        constructor(dataCallback) {
            this.#emit = (result) => {
                refreshers.set(result, () => this.#run());
                dataCallback(result);
            };
            this.#emit({ data: undefined, error: undefined });
        }
        connect() {
            this.#connected = true;
            this.#run();
        }
        update(config) {
            this.#config = config;
            this.#run();
        }
        disconnect() {
            this.#connected = false;
        }
        async #run() {
            const config = this.#config;
            if (!this.#connected || !config || Object.values(config).includes(undefined)) return; // an org waits too
            const run = ++this.#runs;
            const result = await invoke(config).then(
                (data) => ({ data, error: undefined }),
                (error) => ({ data: undefined, error })
            );
            if (run === this.#runs) this.#emit(result);
        }
    };
    return invoke;
};

/** Asks anew for what a wire gave. */
export const refreshApex = async (wired) => refreshers.get(wired)?.();

/** A field of a record as SOQL answers it. */
export const getSObjectValue = (record, field) => record?.[typeof field === 'string' ? field : field.fieldApiName];
