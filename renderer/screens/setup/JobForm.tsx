import { useRef, useState } from 'react';
import type { JobView } from '../../../electron/contract/requests.ts';
import { Refused } from '../../bridge/bridge.ts';
import { useDo } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { isFine, useErrors, type Errors } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { useKept } from '../../parts/kept.ts';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Sending } from '../../parts/Sending.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { refusedJobField } from './job-refused.ts';
import { blankJob, jobDraftOf, jobTextOf, wrongJob, wrongJobField, wrongPlaces, type JobField, type JobText } from './job-text.ts';
import { Keep } from './Keep.tsx';
import { hasMore, More } from './More.tsx';
import { Place } from './Place.tsx';
import { Presets } from './Presets.tsx';
import { Preview } from './Preview.tsx';
import { Schedule } from './Schedule.tsx';

type Props = {
  /** The job that is changed; a new one is made without it. */
  job?: JobView;
  /** Where a new job copies from, as a person writes a place: `web1:`, `web1:/var/www`, `/srv`. */
  from?: string;
  onDone: (name: string) => void;
  onCancel: () => void;
  /** What the way back and the way on are called, where they are not "Cancel" and "Save the job". */
  back?: string;
  next?: string;
  /** Under this name what is typed is found again. */
  keep?: string;
};

const folded = /^(?:rule|marker|target|ping|drill)/;

/** What to copy, from where, to where, when, without what, and for how long to keep it. */
export function JobForm({ job, from, onDone, onCancel, back, next, keep }: Props) {
  const { t } = useWords();
  const [text, setText] = useKept<JobText>(keep, job ? jobTextOf(job) : blankJob(from));
  const newest = useRef(text);
  const [isMore, setMore] = useState(() => hasMore(text));
  const { errors: typedErrors, form, set, show } = useErrors<JobField>();
  const add = useDo('job.add');
  const change = useDo('job.change');
  const { error, isPending } = job ? change : add;
  const trouble = error instanceof Refused && refusedJobField(t, error.failure, text) ? null : error;
  const errors = { ...typedErrors, ...wrongPlaces(t, text) };

  function edit(next: JobText, ...fields: JobField[]): void {
    newest.current = next;
    setText(next);
    for (const field of fields) if (typedErrors[field] !== undefined) set(field, undefined);
  }
  function look(field: JobField, isTyped: boolean): void {
    if (isTyped && typedErrors[field] === undefined) set(field, wrongJobField(t, text, field));
  }
  function showAll(wrong: Errors<JobField>): void {
    if (Object.entries(wrong).some(([field, said]) => folded.test(field) && said !== undefined)) setMore(true);
    show(wrong);
  }

  function save(): void {
    const wrong = wrongJob(t, text);
    showAll(wrong);
    if (!isFine(wrong)) return;
    const then = {
      onSuccess: ({ job: { name } }: JobView) => onDone(name),
      onError: (thrown: unknown) => {
        const refused = thrown instanceof Refused ? refusedJobField(t, thrown.failure, text) : undefined;
        // What was changed in the meantime is not what was refused.
        if (refused && newest.current === text) showAll(refused);
      },
    };
    if (job) change.mutate({ ...jobDraftOf(text), was: job.job.name }, then);
    else add.mutate(jobDraftOf(text), then);
  }

  return (
    <Sending form={form} isBusy={isPending} onSend={save}>
      <Panel>
        <Section title={t('job-form.label')}>
          <Field
            label={t('job-form.name')}
            value={text.name}
            onChange={(name) => edit({ ...text, name }, 'name')}
            onBlur={() => look('name', text.name !== '')}
            error={errors.name}
            placeholder="website"
            autoFocus
          />
        </Section>
        <Section title={t('job-form.source')} hint={t('job-form.source-hint')}>
          <Place
            of="source"
            host={text.fromHost}
            path={text.fromPath}
            onHost={(fromHost) => edit({ ...text, fromHost }, 'fromHost', 'toHost')}
            onPath={(fromPath) => edit({ ...text, fromPath }, 'fromPath')}
            onBlur={() => look('fromPath', text.fromPath !== '')}
            hostError={errors.fromHost}
            pathError={errors.fromPath}
          />
        </Section>
        <Section title={t('job-form.repository')} hint={t('job-form.repository-hint')}>
          <Place
            of="repository"
            host={text.toHost}
            path={text.toPath}
            onHost={(toHost) => edit({ ...text, toHost }, 'toHost')}
            onPath={(toPath) => edit({ ...text, toPath }, 'toPath')}
            onBlur={() => look('toPath', text.toPath !== '')}
            hostError={errors.toHost}
            pathError={errors.toPath}
          />
        </Section>
        <Section title={t('job-form.when')} hint={t('job-form.when-hint')}>
          <Schedule text={text.when} errors={errors} onChange={(when, ...fields) => edit({ ...text, when }, ...fields)} onLook={look} />
        </Section>
        {(!job || text.presets.length > 0) && (
          <Section title={t('job-form.leave-out')} hint={t('job-form.leave-out-hint')}>
            <Presets chosen={text.presets} onChange={(presets) => edit({ ...text, presets }, 'rules')} />
          </Section>
        )}
        <Section title={t('job-form.keep')} hint={t('job-form.keep-hint')}>
          <Keep
            text={text}
            error={errors.length}
            onChange={(typed) => edit(typed, 'length')}
            onBlur={() => look('length', text.length !== '')}
          />
        </Section>
        <More text={text} errors={errors} isOpen={isMore} onOpenChange={setMore} onChange={edit} onLook={look} />
        {trouble && (
          <Section>
            <Trouble error={trouble} />
          </Section>
        )}
        <Foot note={<Preview text={text} />}>
          <Button onPress={onCancel}>{back ?? t('common.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={isPending}>
            {next ?? t('job-form.save')}
          </Button>
        </Foot>
      </Panel>
    </Sending>
  );
}
