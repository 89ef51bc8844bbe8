import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Whether this page may only look, as with `serve --read-only`; so until the stand-in says that it may more. */
export const ReadOnly = createContext(true);

export const useReadOnly = (): boolean => useContext(ReadOnly);
