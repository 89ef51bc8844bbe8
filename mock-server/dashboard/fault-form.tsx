import { useState } from 'preact/hooks';
import { type Fault, SHAPES } from './fault.ts';
import { type Choices, NumberField, Select } from './field.tsx';

/** By API, what `/__admin/contracts` says of its operations. */
export type Contracts = Record<string, { operations: { operationId: string; statuses: string[] }[] }>;

const EMPTY = { where: '', code: '', delay: '', fault: '', times: '', skip: '', when: '' };

/** A fault of one's own: for which operation, and what happens. */
export function FaultForm({ contracts, add }: { contracts: Contracts; add: (fault: Fault) => void }) {
  const [form, setForm] = useState(EMPTY);
  const nothing = !form.code && !form.delay && !form.fault;
  const send = (event: Event) => {
    event.preventDefault();
    if (nothing) return;
    add(faultOf(form));
    setForm({ ...EMPTY, where: form.where });
  };
  return (
    <form onSubmit={send}>
      <FaultFields
        form={form}
        contracts={contracts}
        put={(name, value) => setForm({ ...form, [name]: value })}
      />
      <button type="submit" class="first" disabled={nothing}>
        Set it
      </button>
      {nothing && <span class="soft beside">Choose a status, a trouble on the line, or how late it is.</span>}
    </form>
  );
}

type Form = typeof EMPTY;

interface Fields {
  form: Form;
  contracts: Contracts;
  put: (name: keyof Form, value: string) => void;
}

function FaultFields({ form, contracts, put }: Fields) {
  const select = (name: keyof Form, text: string, choices: Choices) => (
    <Select text={text} value={form[name]} choose={(value) => put(name, value)} choices={choices} />
  );
  const number = (name: keyof Form, text: string, placeholder: string) => (
    <NumberField text={text} value={form[name]} put={(value) => put(name, value)} placeholder={placeholder} />
  );
  const statuses = statusesOf(contracts, form.where).map((one) => [one, one]);
  return (
    <div class="fields">
      {select('where', 'Operation', { '': 'every operation', ...operationsOf(contracts) })}
      {select('code', 'Answers with', { '': 'its own status', ...Object.fromEntries(statuses) })}
      {select('fault', 'On the line', { '': 'all is well', ...SHAPES })}
      {number('delay', 'Late by (ms)', '0')}
      {number('times', 'How often', 'always')}
      {number('skip', 'After so many', '0')}
      {select('when', 'The request', { '': 'has no effect', after: 'has its effect' })}
    </div>
  );
}

/** By API the values that mean it and each of its operations. */
function operationsOf(contracts: Contracts): Choices {
  const groups = Object.entries(contracts).map(([name, { operations }]) => {
    const each = operations.map((one) => [`${name} ${one.operationId}`, one.operationId]);
    return [name, { [name]: `all of ${name}`, ...Object.fromEntries(each) }];
  });
  return Object.fromEntries(groups);
}

/** What the operations that are meant can answer with. */
function statusesOf(contracts: Contracts, where: string): string[] {
  const [api, operationId] = where.split(' ');
  const meant = Object.entries(contracts)
    .filter(([name]) => !api || name === api)
    .flatMap(([, { operations }]) => operations)
    .filter((one) => operationId === undefined || one.operationId === operationId);
  const statuses = new Set(meant.flatMap((one) => one.statuses));
  return [...statuses].filter((one) => /^\d+$/.test(one)).sort();
}

function faultOf({ where, code, delay, fault, times, skip, when }: Form): Fault {
  const [api, operationId] = where.split(' ');
  return {
    ...(api && { api }),
    ...(operationId && { operationId }),
    ...(code && { code: Number(code) }),
    ...(delay && { delay: Number(delay) }),
    ...(fault && { fault }),
    ...(times && { times: Number(times) }),
    ...(skip && { skip: Number(skip) }),
    ...(when && { when }),
  };
}
