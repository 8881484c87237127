import Toast from 'lightning/toast';
import ToastContainer from 'lightning/toastContainer';

const fill = (message, data = []) =>
    (message ?? '').replace(/\{(\d+)\}/g, (place, index) => data[index]?.label ?? data[index] ?? place);

/** Plays the part of Lightning Experience: shows what components ask for with `ShowToastEvent`. */
export const showToasts = () => {
    const container = ToastContainer.instance();
    container.maxShown = 3;
    container.toastPosition = 'top-center';
    window.addEventListener(
        'lightning__showtoast',
        (event) => {
            if (!('title' in event.detail)) return; // lightning/toast has an event of this name too
            event.stopImmediatePropagation();
            const { title, message, messageData, variant = 'info', mode = 'dismissible' } = event.detail;
            Toast.show({ label: title, message: fill(message, messageData), variant, mode }, document.body);
        },
        true
    );
};
