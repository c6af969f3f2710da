/**
 * Keeps GTK from looking for an OpenGL of its own (GDK_GL, a variable of GTK 3): the look alone loads Mesa and LLVM, some 30 MB. Answers
 * what takes the variable away again, so that no child inherits it.
 */
export function withoutGtkGl(): () => void {
  const before = process.env['GDK_GL'];
  process.env['GDK_GL'] = 'disable';
  return () => {
    if (before === undefined) delete process.env['GDK_GL'];
    else process.env['GDK_GL'] = before;
  };
}
