import { declare, define } from '../../library/define.ts';
import type { LimitName } from '../../run/limits.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';

/** How Apex calls what is counted: getQueries and getLimitQueries. */
const names: Record<string, LimitName> = {
    AggregateQueries: 'aggregateQueries',
    Callouts: 'callouts',
    DmlRows: 'dmlRows',
    DmlStatements: 'dmlStatements',
    EmailInvocations: 'emailInvocations',
    FutureCalls: 'futureCalls',
    MobilePushApexCalls: 'mobilePushApexCalls',
    PublishImmediateDML: 'publishImmediateDml',
    Queries: 'queries',
    QueryLocatorRows: 'queryLocatorRows',
    QueryRows: 'queryRows',
    QueueableJobs: 'queueableJobs',
    SoslQueries: 'soslQueries'
};

const statics: Record<string, (vm: Vm) => number> = {
    'Integer getCpuTime()': (vm) => vm.limits.cpuMs,
    'Integer getLimitCpuTime()': (vm) => vm.limits.mostCpuMs,
    'Integer getLimitHeapSize()': (vm) => vm.limits.mostHeapBytes,
    'Integer getHeapSize()': () => {
        throw new Unsupported('Limits.getHeapSize: the heap is not measured');
    }
};
for (const [name, counted] of Object.entries(names)) {
    statics[`Integer get${name}()`] = (vm) => vm.limits.used(counted);
    statics[`Integer getLimit${name}()`] = (vm) => vm.limits.most(counted);
}

define(declare('Limits'), { statics });
