// What Django's own scripts leave unsaid to screen readers: the boxes that search while one types
// (select2) do not say which field they belong to.
'use strict';
{
    const labelOf = (select) => {
        const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
        return label ? label.textContent.replace(/[:*\s]+$/, '').trim() : select.name;
    };

    const name = (root) => {
        for (const select of root.querySelectorAll('select.admin-autocomplete')) {
            const box = select.nextElementSibling;
            if (!box || !box.classList.contains('select2-container')) {
                continue;
            }
            const text = labelOf(select);
            const value = box.querySelector('.select2-selection__rendered');
            const combo = box.querySelector('.select2-selection');
            const search = box.querySelector('.select2-search__field');
            if (search) {
                search.setAttribute('aria-label', text);
            } else if (combo && value) {
                combo.setAttribute('aria-label', text);
                combo.setAttribute('aria-labelledby', `${combo.id || (combo.id = value.id + '-o')} ${value.id}`);
            }
        }
    };

    // select2 fills its boxes after the page has loaded, and again in every row that is added.
    window.addEventListener('load', () => name(document));
    document.addEventListener('formset:added', () => setTimeout(() => name(document)));
    window.addEventListener('load', () => {
        if (!window.django || !django.jQuery) {
            return;
        }
        django.jQuery(document).on('select2:open', (event) => {
            for (const search of document.querySelectorAll('.select2-container--open .select2-search__field')) {
                search.setAttribute('aria-label', labelOf(event.target));
            }
        });
    });
}
