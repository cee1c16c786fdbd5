/** The gallery is for those who build; a production server has none unless it is asked to. */
export const galleryIsOn = (): boolean => process.env['NODE_ENV'] !== 'production' || process.env['HOSTWRIGHT_GALLERY'] === '1';
