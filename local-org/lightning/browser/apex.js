import { call } from './call.js';

const refreshers = new WeakMap();

const frozen = (value) => {
    if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen);
    return value;
};

/** Wires an Apex method to a component: asks when every parameter has a value, and again when one changes. */
const adapterFor = (invoke) =>
    class {
        connected = false;
        runs = 0;

        constructor(dataCallback) {
            this.dataCallback = dataCallback;
            this.emit({ data: undefined, error: undefined });
        }
        connect() {
            this.connected = true;
            this.run();
        }
        update(config) {
            this.config = config;
            this.run();
        }
        disconnect() {
            this.connected = false;
        }
        emit(result) {
            refreshers.set(result, () => this.run());
            this.dataCallback(result);
        }
        async run() {
            if (!this.connected || !this.config || Object.values(this.config).includes(undefined)) return;
            const run = ++this.runs;
            const result = await invoke(this.config).then(
                (data) => ({ data, error: undefined }),
                (error) => ({ data: undefined, error })
            );
            if (run === this.runs) this.emit(result);
        }
    };

/** An Apex method as components import it: a function to call, and an adapter to wire. */
export const apexMethod = (className, method) => {
    const invoke = async (parameters = {}) => frozen(await call('POST', `/apex/${className}/${method}`, parameters));
    return Object.assign(invoke, { adapter: adapterFor(invoke) });
};

/** Asks anew for what a wire gave. */
export const refreshApex = async (wired) => refreshers.get(wired)?.();

/** A field of a record as SOQL answers it. */
export const getSObjectValue = (record, field) => record?.[typeof field === 'string' ? field : field.fieldApiName];
