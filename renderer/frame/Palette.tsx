import { useState, type KeyboardEvent } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import type { JobStatus, Status } from '../../electron/contract/requests.ts';
import { fewNames } from '../../electron/contract/words/few-names.ts';
import { visible } from '../../electron/contract/words/visible.ts';
import { Glyph } from '../parts/Glyph.tsx';
import { Name } from '../parts/Name.tsx';
import { stateOf } from '../parts/state.ts';
import { EntryGlyph } from '../parts/EntryGlyph.tsx';
import { useWords } from '../words/words.tsx';
import { FoundFile } from './FoundFile.tsx';
import { commandsFor, hitLine, isHitLine, lengthsFor, restoreOf, type Command, type Line } from './palette-commands.ts';
import { firstOf, fitting } from './palette-fitting.ts';
import { go } from './screen.ts';
import { useCommands } from './use-commands.ts';
import { useFoundFiles } from './use-found-files.ts';
import style from './Palette.module.css';

/** Ctrl+K: a job, a command, or a file of any backup by a few letters of its name. */
export function Palette({ status, onClose }: { status: Status | undefined; onClose: () => void }) {
  const { t, language } = useWords();
  const letters = useFilter({ sensitivity: 'base' });
  const [text, setText] = useState('');
  const [pausing, setPausing] = useState<string | null>();
  const carryOut = useCommands();
  const known = status ?? { jobs: [], pause: null };

  const opened = known.jobs.map((job): Line & { job: JobStatus } => {
    const command: Command = { do: 'open', target: { screen: 'job', job: job.name } };
    return { id: `job ${job.name}`, said: job.name, command, job };
  });
  const { ofJobs, others } = pausing === undefined ? commandsFor(t, known) : { ofJobs: [], others: lengthsFor(t, pausing) };
  const { hits, unread, isLooking } = useFoundFiles(pausing === undefined ? text : '');
  const files = hits.map((hit) => ({ ...hitLine(hit), hit }));
  const jobs = pausing === undefined ? fitting(opened, text, letters) : [];
  const [commandsOfJobs, otherCommands] = [fitting(ofJobs, text, letters), fitting(others, text, letters)];
  const commands = [...firstOf(commandsOfJobs), ...otherCommands];
  const shown: readonly Line[] = [...firstOf(jobs), ...commands, ...files];
  // With each letter the first line is another one: only then does the list go back to it, should there be as many lines as before. No name
  // holds a zero byte.
  const keyOf = ({ id }: Line) => (id === shown[0]?.id ? `${id}\0${text}` : id);
  const act = (key: string) => {
    const command = shown.find((line) => keyOf(line) === key)?.command;
    if (command?.do === 'ask-pause') {
      setPausing(command.job);
      setText('');
      return;
    }
    onClose();
    if (command) carryOut(command);
  };
  const restore = (key: string | undefined) => {
    const found = files.find((line) => keyOf(line) === key);
    if (!found) return;
    onClose();
    go(restoreOf(found.hit));
  };
  const restoreFocused = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey || event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
    // The focus stays in the field: which line it is on is said by its id.
    const line = document.getElementById(event.target.getAttribute('aria-activedescendant') ?? '');
    if (!isHitLine(line?.dataset['key'] ?? '')) return;
    event.preventDefault();
    event.stopPropagation();
    restore(line?.dataset['key']);
  };
  const stepBack = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || pausing === undefined) return;
    // Otherwise it closes the palette.
    event.stopPropagation();
    setPausing(undefined);
  };

  const heading = (what: string, shown: number, all: number) => (shown < all ? t('palette.first-of', { what, shown, all }) : what);

  return (
    <ModalOverlay className={style['veil'] ?? ''} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={style['palette'] ?? ''}>
        <div onKeyDownCapture={restoreFocused} onKeyDown={stepBack}>
          <Dialog className={style['inside'] ?? ''} aria-label={t('nav.find')}>
            {/* With other lines it begins anew: what was in focus is gone. */}
            <Autocomplete key={pausing === undefined ? 'commands' : 'lengths'} inputValue={text} onInputChange={setText}>
              <SearchField className={style['search'] ?? ''} aria-label={t('palette.label')} autoFocus>
                <Input role="combobox" aria-expanded className={style['input'] ?? ''} placeholder={t('palette.label')} />
              </SearchField>
              <ListBox
                className={style['list'] ?? ''}
                aria-label={t('palette.results')}
                selectionMode="none"
                onAction={(key) => act(String(key))}
                renderEmptyState={() => <p className={style['none']}>{t(isLooking ? 'palette.looking' : 'palette.none')}</p>}
              >
                {jobs.length > 0 && (
                  <ListBoxSection id="jobs">
                    <Header className={style['section'] ?? ''}>{heading(t('nav.jobs'), firstOf(jobs).length, jobs.length)}</Header>
                    {firstOf(jobs).map((line) => (
                      <ListBoxItem key={keyOf(line)} id={keyOf(line)} textValue={line.said} className={style['item'] ?? ''}>
                        <Glyph state={stateOf(line.job)} />
                        <Name text={line.said} />
                        <span className={style['side']}>{t(`level.${stateOf(line.job)}`)}</span>
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                )}
                {commands.length > 0 && (
                  <ListBoxSection id="commands">
                    <Header className={style['section'] ?? ''}>
                      {pausing === undefined ? (
                        heading(t('palette.commands'), commands.length, commandsOfJobs.length + otherCommands.length)
                      ) : (
                        <Name text={pausing === null ? t('pause-all.menu') : t('palette.pause', { job: visible(pausing) })} />
                      )}
                    </Header>
                    {commands.map((line) => (
                      <ListBoxItem key={keyOf(line)} id={keyOf(line)} textValue={line.said} className={style['item'] ?? ''}>
                        <span />
                        <Name text={line.said} />
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                )}
                {files.length > 0 && (
                  <ListBoxSection id="files">
                    <Header className={style['section'] ?? ''}>{t('palette.files')}</Header>
                    {files.map((line) => (
                      <ListBoxItem key={keyOf(line)} id={keyOf(line)} textValue={visible(line.said)} className={style['item'] ?? ''}>
                        <EntryGlyph kind={line.hit.state.kind} />
                        <FoundFile hit={line.hit} onRestore={() => restore(keyOf(line))} />
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                )}
              </ListBox>
            </Autocomplete>
            {unread.length > 0 && (
              <p className={style['unread']} role="status">
                {t('palette.unread', { jobs: fewNames(t, language, unread, visible) })}
              </p>
            )}
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}
