import style from './Name.module.css';

const escape = /(\\u\{[0-9a-f]+\})/;

/** A sentence of the catalogue whose facts came from outside: what `visible` has written out becomes a chip. */
export const Sentence = ({ text }: { text: string }) => (
  <bdi className={style['name']}>
    {text.split(escape).map((piece, index) =>
      index % 2 === 1 ? (
        <span key={index} className={style['chip']}>
          {piece}
        </span>
      ) : (
        piece
      ),
    )}
  </bdi>
);
