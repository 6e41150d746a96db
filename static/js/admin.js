// What Django's own scripts leave unsaid to screen readers: the boxes that search while one types
// (select2) do not say which field they belong to.
'use strict';
{
    const labelOf = (select) => {
        const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
        return label ? label.textContent.replace(/[:*\s]+$/, '').trim() : select.name;
    };

    const nameBox = (select) => {
        const box = select.nextElementSibling;
        if (!box || !box.classList.contains('select2-container')) {
            return;
        }
        const text = labelOf(select);
        const combo = box.querySelector('.select2-selection--single');
        const value = box.querySelector('.select2-selection--single .select2-selection__rendered');
        const search = box.querySelector('.select2-search__field');
        if (combo && value) {
            combo.removeAttribute('aria-labelledby');
            combo.setAttribute('aria-label', text);
            combo.setAttribute('aria-describedby', value.id);
            value.setAttribute('aria-label', text);
        }
        if (search) {
            search.setAttribute('aria-label', text);
        }
    };

    const nameAll = () => {
        document.querySelectorAll('select.admin-autocomplete').forEach(nameBox);
        const open = document.querySelector('.select2-container--open .select2-search--dropdown .select2-search__field');
        if (open && !open.hasAttribute('aria-label')) {
            const results = open.getAttribute('aria-controls') || '';
            const select = document.getElementById(results.replace(/^select2-|-results$/g, ''));
            open.setAttribute('aria-label', select ? labelOf(select) : 'Tìm');
        }
    };

    // select2 makes its boxes after the page is ready, in each row that is added, and when opened.
    let waiting = false;
    new MutationObserver(() => {
        if (!waiting) {
            waiting = true;
            requestAnimationFrame(() => {
                waiting = false;
                nameAll();
            });
        }
    }).observe(document.body, {childList: true, subtree: true});
    nameAll();
}
