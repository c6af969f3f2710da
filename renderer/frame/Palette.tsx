import { useState } from 'react';
import {
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  Autocomplete,
  SearchField,
  useFilter,
} from 'react-aria-components';
import type { Status } from '../../electron/contract/requests.ts';
import type { Target } from '../../electron/contract/wire.ts';
import { useDo } from '../bridge/questions.ts';
import { Glyph } from '../parts/Glyph.tsx';
import { Name } from '../parts/Name.tsx';
import { stateOf } from '../parts/state.ts';
import { useWords } from '../words/words.tsx';
import { go } from './screen.ts';
import style from './Palette.module.css';

/** Ctrl+K: a job or a command by a few letters of its name. */
export function Palette({ status, onClose }: { status: Status | undefined; onClose: () => void }) {
  const { t } = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const start = useDo('run.start');
  const cancel = useDo('run.cancel');
  const [text, setText] = useState('');
  const jobs = status?.jobs ?? [];

  const places: [string, Target][] = [
    [t('nav.overview'), { screen: 'overview' }],
    [t('nav.hosts'), { screen: 'hosts' }],
    [t('nav.settings'), { screen: 'settings' }],
    [t('nav.add-job'), { screen: 'welcome' }],
  ];
  const act = (key: string) => {
    const [kind = '', rest = ''] = key.split(/:(.*)/s, 2);
    onClose();
    if (kind === 'open') go({ screen: 'job', job: rest });
    if (kind === 'place') go(places[Number(rest)]?.[1] ?? { screen: 'overview' });
    if (kind === 'start') start.mutate({ name: rest }, { onSuccess: () => go({ screen: 'job', job: rest }) });
    if (kind === 'cancel') cancel.mutate({ name: rest });
  };

  return (
    <ModalOverlay className={style['veil'] ?? ''} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={style['palette'] ?? ''}>
        <Dialog className={style['inside'] ?? ''} aria-label={t('nav.find')}>
          <Autocomplete filter={contains} inputValue={text} onInputChange={setText}>
            <SearchField className={style['search'] ?? ''} aria-label={t('palette.label')} autoFocus>
              <Input role="combobox" aria-expanded className={style['input'] ?? ''} placeholder={t('palette.label')} />
            </SearchField>
            <ListBox
              className={style['list'] ?? ''}
              aria-label={t('palette.results')}
              selectionMode="none"
              onAction={(key) => act(String(key))}
              renderEmptyState={() => <p className={style['none']}>{t('palette.none')}</p>}
            >
              {jobs.length > 0 && (
                <ListBoxSection id="jobs">
                  <Header className={style['section'] ?? ''}>{t('nav.jobs')}</Header>
                  {jobs.map((job) => (
                    <ListBoxItem key={job.name} id={`open:${job.name}`} textValue={job.name} className={style['item'] ?? ''}>
                      <Glyph state={stateOf(job)} />
                      <Name text={job.name} />
                      <span className={style['side']}>{t(`level.${stateOf(job)}`)}</span>
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              )}
              <ListBoxSection id="commands">
                <Header className={style['section'] ?? ''}>{t('palette.commands')}</Header>
                {jobs.map((job) => {
                  const said = t(job.active ? 'palette.cancel' : 'palette.run', { job: job.name });
                  return (
                    <ListBoxItem
                      key={job.name}
                      id={`${job.active ? 'cancel' : 'start'}:${job.name}`}
                      textValue={said}
                      className={style['item'] ?? ''}
                    >
                      <span />
                      <Name text={said} />
                    </ListBoxItem>
                  );
                })}
                {places.map(([said], index) => (
                  <ListBoxItem key={said} id={`place:${index}`} textValue={said} className={style['item'] ?? ''}>
                    <span />
                    <span>{said}</span>
                  </ListBoxItem>
                ))}
              </ListBoxSection>
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
