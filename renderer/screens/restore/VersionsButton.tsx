import style from './WhatColumn.module.css';

/** Opens the versions of a file; Enter on its line does the same. */
export const VersionsButton = ({ label, onPress }: { label: string; onPress: () => void }) => (
  <button
    type="button"
    tabIndex={-1}
    className={style['versions']}
    aria-label={label}
    title={label}
    onClick={(event) => {
      event.stopPropagation();
      onPress();
    }}
  >
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M2.6 8a5.4 5.4 0 1 0 1.7-3.9L2.4 5.8M2.4 2.8v3h3M8 5v3.2l2.2 1.4" />
    </svg>
  </button>
);
