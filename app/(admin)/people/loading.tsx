export { default } from '../profile/loading.tsx';
