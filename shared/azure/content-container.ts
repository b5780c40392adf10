/** The container beside the table: what of messages does not fit into its rows. */
export const CONTENT_CONTAINER = 'mail-content';
